const ACCOUNT_HOST = /^[a-z0-9-]+\.(amocrm\.ru|kommo\.com|amocrm\.com)$/;

/** amoCRM and Kommo are separate products with separate sign-in hosts and integrations (facts §0, 11). */
export type AmoPlatform = 'amocrm' | 'kommo';

/**
 * May a request go to this host, or a token come from it? The guard against a forged `referer`: exactly one
 * label under amocrm.ru, kommo.com or amocrm.com, in lower case, without port, path or user (facts §1.3).
 * @param extra hosts taken as they are, port included; for the emulator outside production only
 */
export const isAllowedAmoHost = (host: string, extra: readonly string[] = []): boolean =>
  ACCOUNT_HOST.test(host) || extra.includes(host);

/** amocrm.ru is one platform, kommo.com and the older amocrm.com the other. */
export const platformOf = (host: string): AmoPlatform =>
  /\.(kommo|amocrm)\.com$/.test(host) ? 'kommo' : 'amocrm';
