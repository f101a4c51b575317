import { fieldsOf, sendJson, sendNothing, sendProblem, type Door, type Visit } from './http';
import { uuidOf } from './signing';
import { hostOf, type EmulatedAccount, type EmulatedUser } from './world';

/** A visit whose access token is good for `account` on behalf of `user`. */
interface SignedIn {
  readonly visit: Visit;
  readonly account: EmulatedAccount;
  readonly user: EmulatedUser;
}

const notFound = (visit: Visit): true => sendProblem(visit, 404, 'Not Found', 'Not found');
const forbidden = (visit: Visit): true => sendProblem(visit, 403, 'Forbidden', 'Недостаточно прав');
const self = (account: EmulatedAccount, path: string): object => ({
  _links: { self: { href: `https://${hostOf(account)}${path}` } },
});

function accountBody({ account, user, visit }: SignedIn): object {
  const asked = (visit.url.searchParams.get('with') ?? '').split(',');
  return {
    id: account.id,
    name: account.name,
    subdomain: account.subdomain,
    created_at: 1_600_000_000,
    created_by: 0,
    updated_at: 1_700_000_000,
    updated_by: 0,
    current_user_id: user.id,
    country: account.domain === 'amocrm.ru' ? 'RU' : 'US',
    currency: account.domain === 'amocrm.ru' ? 'RUB' : 'USD',
    currency_symbol: account.domain === 'amocrm.ru' ? '₽' : '$',
    is_technical_account: account.isTechnical,
    ...self(account, '/api/v4/account'),
    _embedded: asked.includes('datetime_settings')
      ? { datetime_settings: { date_format: 'd.m.Y', time_format: 'H:i:s', timezone: account.timeZone } }
      : {},
  };
}

const all = { view: 'A', edit: 'A', add: 'A', delete: 'A', export: 'A' };
const own = { view: 'M', edit: 'M', add: 'A', delete: 'D', export: 'D' };

function userBody(account: EmulatedAccount, user: EmulatedUser): object {
  const right = user.isAdmin ? all : own;
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    lang: user.lang,
    uuid: uuidOf(`user ${user.id}`),
    amojo_id: null,
    rights: {
      leads: right,
      contacts: right,
      companies: right,
      tasks: { edit: right.edit, delete: right.delete },
      mail_access: true,
      catalog_access: true,
      is_admin: user.isAdmin,
      is_free: user.isFree,
      is_active: user.isActive,
      group_id: null,
      role_id: null,
      status_rights: [],
    },
    ...self(account, `/api/v4/users/${user.id}`),
    _embedded: { roles: [], groups: [] },
  };
}

/** A page of a collection with an absolute address of the next one; nothing on it is 204 without a body. */
function sendPage(to: SignedIn, collection: string, items: readonly object[]): true {
  const { visit, account } = to;
  const page = Math.max(1, Number(visit.url.searchParams.get('page') ?? 1));
  const limit = Math.min(250, Math.max(1, Number(visit.url.searchParams.get('limit') ?? 50)));
  const shown = items.slice((page - 1) * limit, page * limit);
  if (shown.length === 0) return sendNothing(visit);
  const href = (n: number): string =>
    `https://${hostOf(account)}${visit.url.pathname}?page=${n}&limit=${limit}`;
  return sendJson(visit, 200, {
    _page: page,
    _links: {
      self: { href: href(page) },
      ...(page * limit < items.length && { next: { href: href(page + 1) } }),
    },
    _embedded: { [collection]: shown },
  });
}

function users(to: SignedIn, id: string | undefined): true {
  const { visit, account } = to;
  // An ordinary user may look at himself only.
  if (!to.user.isAdmin && id !== String(to.user.id)) return forbidden(visit);
  if (id === undefined)
    return sendPage(
      to,
      'users',
      account.users.map((user) => userBody(account, user)),
    );
  const user = account.users.find((one) => String(one.id) === id);
  return user ? sendJson(visit, 200, userBody(account, user)) : notFound(visit);
}

function widgetBody({ account, visit }: SignedIn, code: string): object {
  return {
    id: 972,
    code,
    version: '1.0.0',
    rating: '4,8',
    settings_template: [],
    is_lead_source: false,
    is_work_with_dp: false,
    client_uuid: visit.stage.clientId,
    is_active_in_account: account.installed && code in account.widgets,
    pipeline_id: null,
    settings: account.widgets[code] ?? {},
    ...self(account, `/api/v4/widgets/${code}`),
  };
}

function widgets(to: SignedIn, code: string | undefined): true {
  const { visit, account } = to;
  if (code === undefined) {
    return sendPage(
      to,
      'widgets',
      Object.keys(account.widgets).map((one) => widgetBody(to, one)),
    );
  }
  if (visit.request.method === 'POST') {
    if (!to.user.isAdmin) return forbidden(visit);
    account.widgets[code] = fieldsOf(visit.body);
    return sendJson(visit, 200, widgetBody(to, code));
  }
  if (!(code in account.widgets)) return notFound(visit);
  if (visit.request.method !== 'DELETE') return sendJson(visit, 200, widgetBody(to, code));
  if (!to.user.isAdmin) return forbidden(visit);
  delete account.widgets[code];
  return sendNothing(visit);
}

function webhooks(to: SignedIn): true {
  const { visit, account } = to;
  if (!to.user.isAdmin) return forbidden(visit);
  const body = (hook: EmulatedAccount['webhooks'][number], index: number): object => ({
    id: index + 1,
    account_id: account.id,
    sort: 10,
    disabled: false,
    ...hook,
  });
  if (visit.request.method === 'GET') return sendPage(to, 'webhooks', account.webhooks.map(body));
  const asked = fieldsOf(visit.body) as { destination?: string; settings?: string[] };
  const others = account.webhooks.filter(({ destination }) => destination !== asked.destination);
  account.webhooks.splice(0, account.webhooks.length, ...others);
  if (visit.request.method === 'DELETE') return sendNothing(visit);
  const hook = { destination: asked.destination ?? '', settings: asked.settings ?? [] };
  account.webhooks.push(hook);
  return sendJson(visit, 201, body(hook, account.webhooks.length - 1));
}

/** Tasks and notes: what was posted can be read back, and `request_id` is echoed. */
function written(to: SignedIn, collection: 'tasks' | 'notes', shelf: Record<string, unknown>[]): true {
  if (to.visit.request.method === 'GET') return sendPage(to, collection, shelf);
  const posted = Object.values(fieldsOf(to.visit.body)) as Record<string, unknown>[];
  const made = posted.map((item, index) => ({
    request_id: String(index),
    ...item,
    id: shelf.length + index + 1,
  }));
  shelf.push(...made);
  return sendJson(to.visit, 200, { _embedded: { [collection]: made } });
}

function route(to: SignedIn): true {
  const { visit, account } = to;
  const [first, second, third] = visit.url.pathname.slice('/api/v4/'.length).split('/').filter(Boolean);
  switch (first) {
    case 'account':
      return sendJson(visit, 200, accountBody(to));
    case 'users':
      return users(to, second);
    case 'widgets':
      return widgets(to, second);
    case 'webhooks':
      return webhooks(to);
    case 'tasks':
      return written(to, 'tasks', account.tasks);
    case 'leads':
      return third === 'notes' || second === 'notes' ? written(to, 'notes', account.notes) : notFound(visit);
    default:
      return notFound(visit);
  }
}

export const apiDoor: Door = async (visit) => {
  if (!visit.url.pathname.startsWith('/api/v4/')) return false;
  const { world, now } = visit.stage;
  const account = world.byHost(visit.host);
  if (!account) return notFound(visit);
  const token = /^Bearer (\S+)$/.exec(visit.request.headers.authorization ?? '')?.[1] ?? '';
  const userId = world.bearerOf(token, account.id, await now());
  if (userId === null) return sendProblem(visit, 401, 'Unauthorized', 'Неверный логин или пароль');
  const user = account.users.find(({ id }) => id === userId);
  if (!user) return sendProblem(visit, 401, 'Unauthorized', 'Неверный логин или пароль');
  const done = route({ visit, account, user });
  if (visit.request.method !== 'GET') visit.stage.keep();
  return done;
};
