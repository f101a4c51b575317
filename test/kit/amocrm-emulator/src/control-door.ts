import { disposableToken, install, longLivedToken, revokeUser, sendWebhook, uninstall } from './acts';
import type { Faults } from './faults';
import { noFaults } from './faults';
import { fieldsOf, sendJson, sendProblem, type Door, type Visit } from './http';
import { grantedUrl } from './oauth-door';
import type { AccountSeed } from './world';

/** The code of our widget in amoCRM. */
export const WIDGET_CODE = 'rocket_market';

type Act = (visit: Visit, asked: Record<string, unknown>) => Promise<unknown>;

/** What a test in another process may do: the same acts as the methods of `AmoEmulator`. */
const ACTS: Readonly<Record<string, Act>> = {
  accounts: ({ stage }, asked) => {
    const account = stage.world.addAccount(asked as unknown as AccountSeed);
    stage.keep();
    return Promise.resolve({ id: account.id });
  },
  faults: ({ stage }, asked) => Promise.resolve(Object.assign(stage.faults, asked as Partial<Faults>)),
  'no-faults': ({ stage }) => Promise.resolve(Object.assign(stage.faults, noFaults())),
  rename: ({ stage }, asked) => {
    stage.world.account(Number(asked['accountId'])).subdomain = String(asked['subdomain']);
    stage.keep();
    return Promise.resolve({});
  },
  install: async ({ stage }, asked) => ({
    status: await install(stage, Number(asked['accountId']), WIDGET_CODE),
  }),
  uninstall: async ({ stage }, asked) => ({ status: await uninstall(stage, Number(asked['accountId'])) }),
  'revoke-user': async ({ stage }, asked) => ({
    status: await revokeUser(stage, Number(asked['accountId']), Number(asked['userId'])),
  }),
  users: ({ stage }, asked) => {
    stage.world.setUsers(Number(asked['accountId']), asked['users'] as AccountSeed['users']);
    stage.keep();
    return Promise.resolve({});
  },
  'expire-access': ({ stage }, asked) => {
    stage.world.expireAccess(Number(asked['accountId']));
    stage.keep();
    return Promise.resolve({});
  },
  'long-lived-token': async ({ stage }, asked) => ({
    token: await longLivedToken(
      stage,
      Number(asked['accountId']),
      Number(asked['userId']),
      Number(asked['days'] ?? 365),
    ),
  }),
  authorize: async ({ stage }, asked) => {
    const accountId = Number(asked['accountId']);
    const userId = Number(asked['userId'] ?? stage.world.adminOf(accountId).id);
    const state = typeof asked['state'] === 'string' ? asked['state'] : null;
    return { url: await grantedUrl(stage, accountId, userId, state) };
  },
  token: async ({ stage }, asked) => ({
    token: await disposableToken(stage, Number(asked['accountId']), Number(asked['userId'])),
  }),
  webhook: async (_, asked) => ({
    status: await sendWebhook(String(asked['destination']), asked['fields'] as Record<string, string>),
  }),
};

export const controlDoor: Door = async (visit) => {
  const { pathname } = visit.url;
  if (!pathname.startsWith('/_emu/')) return false;
  if (pathname === '/_emu/state') {
    const accounts = visit.stage.world.accounts.map(({ id, name, subdomain, installed, users }) => {
      return { id, name, subdomain, installed, users };
    });
    return sendJson(visit, 200, { accounts, faults: visit.stage.faults });
  }
  const act = Object.hasOwn(ACTS, pathname.slice(6)) ? ACTS[pathname.slice(6)] : undefined;
  if (!act || visit.request.method !== 'POST') return sendProblem(visit, 404, 'Not Found', 'No such act');
  return sendJson(visit, 200, await act(visit, fieldsOf(visit.body)));
};
