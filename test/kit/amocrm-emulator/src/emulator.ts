import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { disposableToken, install, longLivedToken, revokeUser, sendWebhook, uninstall } from './acts';
import { apiDoor } from './api-door';
import { controlDoor, WIDGET_CODE } from './control-door';
import { createDemoHandler, type DemoHandler } from './demo/demo-routes';
import { faultAnswer, noFaults, type Faults } from './faults';
import { readBody, send, sendProblem, type CardProduct, type Stage, type Visit } from './http';
import { grantedUrl, oauthDoor } from './oauth-door';
import { World, type AccountSeed, type EmulatedAccount } from './world';

export interface EmulatorOptions {
  /** 0 or left out: any free port. */
  readonly port?: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  /** Where the access-revoked hook goes; left out, none is sent. */
  readonly hookUrl?: string;
  /** The time tokens live by; real time unless told. */
  readonly now?: () => Date;
  /** Asked for `{now}` instead: the sandbox clock of the API, which may stand in the future. */
  readonly clockUrl?: string;
  /** Days a refresh token lives; amoCRM's three months unless told. */
  readonly refreshDays?: number;
  /** Keeps accounts and tokens over a restart. */
  readonly stateFile?: string;
  /** Where the demo page finds script.js and manifest.json of the widget. */
  readonly widgetPath?: string;
  /** A product beside ours in the card of a lead. */
  readonly product?: CardProduct;
}

/** A request that reached the fake amoCRM: when (milliseconds), whose account was meant and what was asked. */
export interface EmulatedRequest {
  readonly at: number;
  readonly host: string;
  readonly method: string;
  readonly path: string;
}

/** A running fake amoCRM. Accounts are told apart by `X-Amo-Account-Host`, else by `Host`. */
export interface AmoEmulator {
  readonly url: string;
  /** Assign to switch a fault on; `Object.assign(faults, noFaults())` switches all off. */
  readonly faults: Faults;
  addAccount(seed: AccountSeed): EmulatedAccount;
  renameAccount(accountId: number, subdomain: string): void;
  /** The account is one that amoCRM lends to developers, or no longer. */
  lend(accountId: number, isTechnical: boolean): void;
  /** As the market does it: fires the call to the redirect URI, three seconds, no retry. */
  install(accountId: number): Promise<number | null>;
  /** The redirect address a browser would be sent to after consent; the user is the first administrator unless told. */
  authorize(accountId: number, state: string | null, userId?: number): Promise<string>;
  uninstall(accountId: number): Promise<number | null>;
  /** The integration is removed and amoCRM forgets to tell. */
  removeSilently(accountId: number): void;
  /** One user takes back what they granted: the hook is sent, the integration stays. */
  revokeUser(accountId: number, userId: number): Promise<number | null>;
  /** The people of an account from now on. */
  setUsers(accountId: number, users: AccountSeed['users']): void;
  /** Access tokens of the account are over at once, refresh tokens are not. */
  expireAccess(accountId: number): void;
  longLivedToken(accountId: number, userId: number, days: number): Promise<string>;
  disposableToken(accountId: number, userId: number): Promise<string>;
  sendWebhook(destination: string, fields: Record<string, string>): Promise<number | null>;
  /** How many requests to `/api` and `/oauth2` came so far. */
  requestCount(): number;
  /** The same requests one by one, those refused by a fault too. */
  readonly requests: readonly EmulatedRequest[];
  readonly handleDemo: DemoHandler;
  close(): Promise<void>;
}

/** Asks the sandbox clock; when it does not answer, real time is the best guess. */
async function askClock(url: string): Promise<Date> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    const { now } = (await answer.json()) as { now?: string };
    const instant = new Date(now ?? '');
    return Number.isNaN(instant.getTime()) ? new Date() : instant;
  } catch {
    return new Date();
  }
}

function clockOf(options: EmulatorOptions): () => Promise<Date> {
  const { now, clockUrl } = options;
  if (now) return () => Promise.resolve(now());
  return clockUrl === undefined ? () => Promise.resolve(new Date()) : () => askClock(clockUrl);
}

function openWorld(options: EmulatorOptions): { world: World; keep: () => void } {
  const world = new World(options.refreshDays ?? 90);
  const { stateFile } = options;
  if (stateFile === undefined) return { world, keep: () => undefined };
  try {
    world.load(readFileSync(stateFile, 'utf8'));
  } catch {
    // No file yet, or one of an older form: an empty world.
  }
  const keep = (): void => {
    mkdirSync(dirname(stateFile), { recursive: true });
    writeFileSync(stateFile, world.save());
  };
  return { world, keep };
}

/** Counts requests of an account within the running second. */
function limiter(): (host: string, most: number) => boolean {
  let second = 0;
  let counts = new Map<string, number>();
  return (host, most) => {
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, counts] = [now, new Map()];
    counts.set(host, (counts.get(host) ?? 0) + 1);
    return (counts.get(host) ?? 0) > most;
  };
}

/** Lets a switched-on fault have its way with a call to `/api` or `/oauth2`. */
async function suffer(visit: Visit, overLimit: ReturnType<typeof limiter>): Promise<boolean> {
  const { faults, world } = visit.stage;
  if (faults.onlyAccount !== null && world.byHost(visit.host)?.id !== faults.onlyAccount) return false;
  if (faults.delayMs > 0) await wait(faults.delayMs);
  if (faults.dropRequests > 0) {
    faults.dropRequests -= 1;
    visit.response.socket?.destroy();
    return true;
  }
  const limited = faults.requestsPerSecond !== null && overLimit(visit.host, faults.requestsPerSecond);
  const answer = faultAnswer(limited ? { ...faults, rateLimited: true } : faults, visit.url.pathname);
  return answer !== null && send(visit, answer.status, answer.type, answer.body);
}

/** Starts the fake amoCRM on the loopback interface (facts §7). */
export async function startEmulator(options: EmulatorOptions): Promise<AmoEmulator> {
  const { world, keep } = openWorld(options);
  const faults = noFaults();
  const stage: Stage = {
    world,
    faults,
    clientId: options.clientId,
    clientSecret: options.clientSecret,
    redirectUri: options.redirectUri,
    hookUrl: options.hookUrl ?? null,
    widgetPath: options.widgetPath ?? '/widget/',
    product: options.product ?? null,
    now: clockOf(options),
    keep,
  };
  const overLimit = limiter();
  const handleDemo = createDemoHandler(stage);
  const requests: EmulatedRequest[] = [];

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const named = request.headers['x-amo-account-host'] ?? request.headers.host ?? '';
    const visit: Visit = {
      stage,
      request,
      response,
      url: new URL(request.url ?? '/', 'http://emulator'),
      host: String(named),
      body: await readBody(request),
    };
    if (/^\/(api|oauth2)\//.test(visit.url.pathname)) {
      const { method = '' } = request;
      requests.push({ at: Date.now(), host: visit.host, method, path: visit.url.pathname });
      if (await suffer(visit, overLimit)) return;
    }
    for (const door of [oauthDoor, apiDoor, controlDoor]) if (await door(visit)) return;
    if (await handleDemo(request, response, visit.body)) return;
    sendProblem(visit, 404, 'Not Found', 'Nothing here');
  }

  const server = createServer((request, response) => {
    receive(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(`The emulator failed: ${error instanceof Error ? error.message : 'unknown'}`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    lend(accountId, isTechnical) {
      world.account(accountId).isTechnical = isTechnical;
      keep();
    },
    addAccount(seed) {
      const account = world.addAccount(seed);
      keep();
      return account;
    },
    renameAccount(accountId, subdomain) {
      world.account(accountId).subdomain = subdomain;
      keep();
    },
    install: (accountId) => install(stage, accountId, WIDGET_CODE),
    authorize: (accountId, state, userId) =>
      grantedUrl(stage, accountId, userId ?? world.adminOf(accountId).id, state),
    uninstall: (accountId) => uninstall(stage, accountId),
    removeSilently(accountId) {
      world.revoke(accountId);
      keep();
    },
    revokeUser: (accountId, userId) => revokeUser(stage, accountId, userId),
    setUsers(accountId, users) {
      world.setUsers(accountId, users);
      keep();
    },
    expireAccess(accountId) {
      world.expireAccess(accountId);
      keep();
    },
    longLivedToken: (accountId, userId, days) => longLivedToken(stage, accountId, userId, days),
    disposableToken: (accountId, userId) => disposableToken(stage, accountId, userId),
    sendWebhook,
    requestCount: () => requests.length,
    requests,
    handleDemo,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
