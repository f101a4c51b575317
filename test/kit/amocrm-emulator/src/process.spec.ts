import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAmoGateway } from '@rocket/amocrm';
import { DEMO_ACCOUNTS, startEmulator, type AmoEmulator } from '../index';

const CLIENT = '0b0123f4-d123-4123-9123-e09f12345600';
const SECRET = 'emulator-secret';
const ROMASHKA = 31415926;
const HOST = 'romashka.amocrm.ru';

describe('the emulator as a process of its own', () => {
  const options = { clientId: CLIENT, clientSecret: SECRET, redirectUri: 'http://127.0.0.1:9/callback' };
  const act = async (
    emulator: AmoEmulator,
    name: string,
    asked: object,
  ): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${emulator.url}/_emu/${name}`, {
      method: 'POST',
      body: JSON.stringify(asked),
    });
    return (await answer.json()) as Record<string, unknown>;
  };

  it('remembers accounts and tokens over a restart', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'emulator-'));
    const stateFile = join(folder, 'kept', 'state.json');
    const first = await startEmulator({ ...options, stateFile });
    first.addAccount(DEMO_ACCOUNTS[0]!);
    const settings = { clientId: CLIENT, clientSecrets: [SECRET], redirectUri: options.redirectUri };
    const code = new URL(await first.authorize(ROMASHKA, null)).searchParams.get('code')!;
    const { refreshToken } = await createAmoGateway({ ...settings, baseUrl: first.url }).exchangeCode(
      HOST,
      code,
    );
    await first.close();
    const second = await startEmulator({ ...options, stateFile });
    const gateway = createAmoGateway({ ...settings, baseUrl: second.url });
    await expect(gateway.refresh(HOST, refreshToken)).resolves.toBeDefined();
    await second.close();
    rmSync(folder, { recursive: true });
  });

  it('obeys over HTTP', async () => {
    const emulator = await startEmulator(options);
    await act(emulator, 'accounts', DEMO_ACCOUNTS[1]!);
    const { url } = await act(emulator, 'authorize', { accountId: 27182818, state: 'x' });
    expect(new URL(url as string).searchParams.get('referer')).toBe('vasilek.amocrm.ru');
    expect(await act(emulator, 'faults', { paymentRequired: true })).toMatchObject({ paymentRequired: true });
    expect(emulator.faults.paymentRequired).toBe(true);
    expect(await act(emulator, 'install', { accountId: 27182818 })).toEqual({ status: null });
    expect((await fetch(`${emulator.url}/_emu/constructor`, { method: 'POST' })).status).toBe(404);
    await emulator.close();
  });

  it('asks the sandbox clock, and goes by real time while that is silent', async () => {
    const clock = createServer((_, response) => response.end('{"now":"2031-05-05T00:00:00.000Z"}'));
    await new Promise<void>((resolve) => clock.listen(0, '127.0.0.1', resolve));
    const clockUrl = `http://127.0.0.1:${(clock.address() as AddressInfo).port}/clock`;
    const emulator = await startEmulator({ ...options, clockUrl });
    emulator.addAccount(DEMO_ACCOUNTS[0]!);
    const issuedAt = async (): Promise<number> => {
      const payload = (await emulator.disposableToken(ROMASHKA, 1001)).split('.')[1]!;
      return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iat: number }).iat * 1000;
    };
    expect(new Date(await issuedAt())).toEqual(new Date('2031-05-05T00:00:00Z'));
    clock.closeAllConnections();
    clock.close();
    expect(Math.abs((await issuedAt()) - Date.now())).toBeLessThan(10_000);
    await emulator.close();
  });
});
