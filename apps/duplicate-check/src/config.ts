export interface Config {
  readonly port: number;
  /** Where the market is. */
  readonly market: string;
  /** Where licences, unsent usage and fingerprints are kept: a folder of this process alone. */
  readonly dataDir: string;
  /** This product's own integration in amoCRM: its secret signs the one-time tokens of the card. */
  readonly amocrm: { readonly clientId: string; readonly clientSecret: string };
  /** Given by the market's administrator; in the sandbox they are asked for when left out. */
  readonly key: string | null;
  readonly hookSecrets: readonly string[];
}

/** @throws Error that names the variable which is missing */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`Set ${name}`);
    return value;
  };
  return {
    port: Number(env['DUPLICATE_CHECK_PORT'] ?? 0),
    market: new URL(need('MARKET_ORIGIN')).origin,
    dataDir: need('DUPLICATE_CHECK_DATA'),
    amocrm: {
      clientId: need('DUPLICATE_CHECK_AMO_CLIENT_ID'),
      clientSecret: need('DUPLICATE_CHECK_AMO_CLIENT_SECRET'),
    },
    key: env['DUPLICATE_CHECK_KEY'] || null,
    hookSecrets: (env['DUPLICATE_CHECK_HOOK_SECRETS'] ?? '').split(',').filter(Boolean),
  };
}
