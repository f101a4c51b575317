import { WrongConfig, readConfig } from './config';

const DATABASE_URL = 'postgres://user:hunter2@db:5432/rocket';
const production = {
  NODE_ENV: 'production',
  DATABASE_URL,
  PUBLIC_URL: 'https://market.example',
  SECRETS_KEY: Buffer.alloc(32, 7).toString('base64'),
  AMO_CLIENT_ID: 'id',
  AMO_CLIENT_SECRETS: 'new, old',
  AMO_REDIRECT_URI: 'https://market.example/api/v1/amocrm/oauth/callback',
};

const refusal = (variables: Record<string, string>): string => {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof WrongConfig) return error.message;
    throw error;
  }
  return 'accepted';
};

describe('settings', () => {
  it.each([
    ['DATABASE_URL', {}],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://db/rocket' }],
    ['PORT', { DATABASE_URL, PORT: '70000' }],
    ['PORT', { DATABASE_URL, PORT: 'http' }],
    ['SECRETS_KEY', { DATABASE_URL, SECRETS_KEY: 'c2hvcnQ=' }],
    ['REDIS_URL', { DATABASE_URL, REDIS_URL: 'http://redis' }],
    ['SANDBOX', { DATABASE_URL, SANDBOX: 'maybe' }],
    ['SANDBOX', { ...production, SANDBOX: 'on' }],
    ['AMO_EMULATOR_URL', { ...production, AMO_EMULATOR_URL: 'http://127.0.0.1:4000' }],
    ['PAYMENT_SHOPS', { DATABASE_URL, PAYMENT_SHOPS: 'hunter2' }],
    ['PAYMENT_SHOPS', { DATABASE_URL, PAYMENT_SHOPS: '[{"provider":"yookassa","secretKey":"hunter2"}]' }],
    ['SECRETS_KEY', { ...production, SECRETS_KEY: '' }],
    ['PUBLIC_URL', { ...production, PUBLIC_URL: '' }],
  ])('names %s in one sentence when it is wrong', (name, variables) => {
    const sentence = refusal(variables);
    expect(sentence).toMatch(new RegExp(`^${name} [^\\n]+\\.$`));
    expect(sentence).not.toContain('hunter2');
  });

  it('turns the sandbox on for development and off for production', () => {
    expect(readConfig({ DATABASE_URL }).sandbox).toBe(true);
    expect(readConfig({ DATABASE_URL, SANDBOX: 'off' }).sandbox).toBe(false);
    expect(readConfig(production).sandbox).toBe(false);
  });

  it('lets web hooks reach this machine only in a sandbox that says so', () => {
    const base = { DATABASE_URL: 'postgres://u:p@127.0.0.1:5432/x' };
    expect(readConfig(base).webhooks.toLoopback).toBe(false);
    expect(readConfig({ ...base, WEBHOOKS_TO_LOOPBACK: 'on' }).webhooks.toLoopback).toBe(true);
    expect(() => readConfig({ ...base, SANDBOX: 'off', WEBHOOKS_TO_LOOPBACK: 'on' })).toThrow(
      'WEBHOOKS_TO_LOOPBACK',
    );
  });

  it('lets nobody make guessing passwords cheaper than OWASP says', () => {
    expect(readConfig({ DATABASE_URL }).passwordMemoryMib).toBe(19);
    expect(() => readConfig({ DATABASE_URL, PASSWORD_MEMORY_MIB: '18' })).toThrow(
      'PASSWORD_MEMORY_MIB is wrong: it should be a number of MiB from 19 to 1024.',
    );
    expect(readConfig({ DATABASE_URL, PASSWORD_MEMORY_MIB: '64' }).passwordMemoryMib).toBe(64);
  });

  it('prints links with the port it really listens on', () => {
    const config = readConfig({ DATABASE_URL, PORT: '0' });
    config.listeningOn(40_123);
    expect(config.publicUrl).toBe('http://127.0.0.1:40123');
    expect(readConfig(production).publicUrl).toBe('https://market.example');
  });

  it('keeps the older amoCRM secret valid beside the newer one', () => {
    expect(readConfig(production).amo.clientSecrets).toEqual(['new', 'old']);
  });

  it('opens tomorrow what the sandbox sealed today', () => {
    expect(readConfig({ DATABASE_URL }).secretsKeys).toEqual(readConfig({ DATABASE_URL }).secretsKeys);
    expect(readConfig({ DATABASE_URL }).secretsKeys[0]).toHaveLength(32);
  });
});
