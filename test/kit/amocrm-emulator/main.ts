import { DEMO_ACCOUNTS, startEmulator } from './index';

/**
 * The fake amoCRM as a process of its own, with the two demo companies. Settings from the environment:
 * EMULATOR_PORT, AMO_CLIENT_ID, AMO_CLIENT_SECRET, API_URL (origin of the API: redirect URI and hook
 * are below it; one-time tokens follow the real time, as the API's sign-in does), EMULATOR_STATE (file that keeps tokens over a restart), AMO_REDIRECT_URI to override. With PRODUCT_CARD_URL a product of somebody
 * else stands in the card of a lead, by DUPLICATE_CHECK_AMO_CLIENT_ID and DUPLICATE_CHECK_AMO_CLIENT_SECRET.
 */
const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`The amoCRM emulator needs ${name}`);
  return value;
};

if (process.env['NODE_ENV'] === 'production')
  throw new Error('The amoCRM emulator has no place in production');

const apiUrl = need('API_URL').replace(/\/$/, '');
const stateFile = process.env['EMULATOR_STATE'];
const emulator = await startEmulator({
  port: Number(process.env['EMULATOR_PORT'] ?? 4010),
  clientId: need('AMO_CLIENT_ID'),
  clientSecret: need('AMO_CLIENT_SECRET'),
  redirectUri: process.env['AMO_REDIRECT_URI'] ?? `${apiUrl}/api/v1/amocrm/oauth/callback`,
  hookUrl: `${apiUrl}/api/v1/amocrm/hooks/uninstall`,
  // Whoever moves the sandbox clock by a year should not find the demo signed out.
  refreshDays: 3650,
  ...(stateFile ? { stateFile } : {}),
  ...(process.env['PRODUCT_CARD_URL']
    ? {
        product: {
          clientId: need('DUPLICATE_CHECK_AMO_CLIENT_ID'),
          clientSecret: need('DUPLICATE_CHECK_AMO_CLIENT_SECRET'),
          cardUrl: process.env['PRODUCT_CARD_URL'],
          title: 'Проверка дублей',
        },
      }
    : {}),
});

// As the real one (facts §1.6): whoever asks faster is turned away.
emulator.faults.requestsPerSecond = 7;

const state = (await (await fetch(`${emulator.url}/_emu/state`)).json()) as { accounts: { id: number }[] };
const known = new Set(state.accounts.map(({ id }) => id));
for (const account of DEMO_ACCOUNTS) if (!known.has(account.id)) emulator.addAccount(account);
process.stdout.write(`amoCRM emulator at ${emulator.url}\n`);

const stop = (): void => void emulator.close().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
