import { isActRoute, routes, type Route, type RouteName } from '@rocket/contracts';
import { callerKey, type Caller, type StaffCaller, type UserCaller } from '../caller';
import { contractOf } from '../contract-routes';
import type { DoorRequest } from '../door';

/** What is known of an act when it begins. No body is kept: which fields came, and the values of a few that name nobody. */
export interface ActFacts {
  readonly at: Date;
  readonly accountId: string | null;
  readonly actor: string;
  readonly role: string;
  readonly action: RouteName;
  readonly target: Readonly<Record<string, string>>;
  readonly fields: readonly string[];
  readonly told: Readonly<Record<string, string | number | boolean>>;
  readonly reason: string | null;
  readonly address: string | null;
  readonly device: string | null;
  readonly via: 'session' | 'token' | 'widget';
  readonly requestId: string;
}

/** Values that name no person and no secret. */
const TOLD = new Set([
  'amount',
  'quantity',
  'period',
  'autoRenew',
  'rank',
  'trial',
  'decision',
  'productCode',
  'seller',
  'ground',
  'days',
  'until',
  'expiresOn',
  'level',
  'access',
  'role',
  'isDisabled',
  'businessDate',
  'dryRun',
  'initiator',
  'breach',
  'force',
  'effectiveOn',
  'effectiveFrom',
  'validFrom',
  'unitPrice',
  'trialDays',
  'kind',
  'from',
  'to',
  'on',
  'channel',
  'provider',
  'priority',
]);
const LONGEST_VALUE = 60;
const FIELD = /^[A-Za-z]\w{0,39}$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const names = new Map<Route, RouteName>(
  (Object.entries(routes) as [RouteName, Route][]).map(([name, route]) => [route, name]),
);

/** Whether somebody is doing something: a person, at a door that changes anything. */
export function isAct(request: DoorRequest): boolean {
  const contract = contractOf(request);
  const name = contract && names.get(contract);
  return name !== undefined && isActRoute(name) && isPerson(request.caller);
}

const isPerson = (caller: Caller | undefined): caller is StaffCaller | UserCaller =>
  caller?.kind === 'staff' || caller?.kind === 'user';

/** Reads an act off its request. Only for one that `isAct`. */
export function readAct(request: DoorRequest, now: Date): ActFacts {
  const { caller, headers } = request;
  const contract = contractOf(request);
  if (!contract || !isPerson(caller)) throw new Error('Nobody is doing anything here');
  const body = bodyOf(request);
  const target = request.params as Readonly<Record<string, string>>;
  return {
    at: now,
    accountId: accountOf(caller, contract, target),
    actor: callerKey(caller),
    role: caller.kind === 'staff' ? caller.role : caller.level,
    action: names.get(contract)!,
    target: Object.fromEntries(
      Object.entries(target).map(([name, value]) => [name, value.slice(0, LONGEST_VALUE)]),
    ),
    fields: Object.keys(body).filter((name) => FIELD.test(name)),
    told: valuesOf(body),
    reason:
      typeof body['reason'] === 'string' && body['reason'].trim() !== ''
        ? body['reason'].trim().slice(0, 1000)
        : null,
    address: request.ip ? request.ip.replace(/^::ffff:/, '') : null,
    device: headers['user-agent']?.slice(0, 250) ?? null,
    via: headers.authorization ? 'token' : headers['x-auth-token'] ? 'widget' : 'session',
    requestId: request.id,
  };
}

/** A customer only ever acts on their own account, whatever the path says. */
function accountOf(
  caller: StaffCaller | UserCaller,
  contract: Route,
  target: Readonly<Record<string, string>>,
): string | null {
  if (caller.kind === 'user') return caller.accountId;
  const named = contract.path.startsWith('/accounts/:id') ? target['id'] : target['accountId'];
  return named && UUID.test(named) ? named.toLowerCase() : null;
}

/** A file or a form is no body of fields. */
function bodyOf({ body }: DoorRequest): Readonly<Record<string, unknown>> {
  const isPlain =
    typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype;
  return isPlain ? (body as Record<string, unknown>) : {};
}

function valuesOf(body: Readonly<Record<string, unknown>>): Record<string, string | number | boolean> {
  const told: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(body)) {
    if (!TOLD.has(name)) continue;
    const { amount, currency } = (value ?? {}) as { amount?: unknown; currency?: unknown };
    if (typeof value === 'number' || typeof value === 'boolean') told[name] = value;
    else if (typeof value === 'string') told[name] = value.slice(0, LONGEST_VALUE);
    else if (typeof amount === 'string' && typeof currency === 'string')
      told[name] = `${amount} ${currency}`.slice(0, LONGEST_VALUE);
  }
  return told;
}
