import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { StaffRole } from '@rocket/contracts';
import type { Answer } from '../kit/person';
import type { Door } from './doors';
import { doors } from './doors';
import { MARKS, pathOf, type Town } from './town';
import { valueOf } from './values';
import type { Watch } from './watch';

type Who = keyof Town['people'];

export interface Knocked {
  knocks: number;
  /** How often each status was answered. */
  answers: Record<string, number>;
  /** What may never be: each with what led to it. */
  readonly broken: string[];
}

const nothing = (): Knocked => ({ knocks: 0, answers: {}, broken: [] });

interface Knock {
  readonly door: Door;
  readonly body: unknown;
  readonly query: unknown;
}

const knockAt = (door: Door) =>
  fc.record({
    door: fc.constant(door),
    body: door.body ? valueOf(door.body, door.lookUp) : fc.constant(undefined),
    query: door.query ? valueOf(door.query, door.lookUp) : fc.constant(undefined),
  });

/** Any door with anything in the hand; the same seed knocks in the same way. */
export async function knockEverywhere(
  town: Town,
  count: number,
  seed: number,
  watch: Watch,
): Promise<Knocked> {
  const knocked = nothing();
  const everybody = Object.keys(town.people) as Who[];
  // Most of the time by somebody the door admits: what a stranger sends is not even looked at.
  const by = (door: Door) => {
    const strangers = strangersTo(door);
    const admitted = everybody.filter((who) => !strangers.includes(who));
    return fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...admitted) },
      { weight: 1, arbitrary: fc.constantFrom(...everybody) },
    );
  };
  const any = fc.oneof(...doors.map((door) => fc.record({ knock: knockAt(door), who: by(door) })));
  for (const { knock, who: by } of fc.sample(any, { numRuns: count, seed })) {
    const { answer, troubles } = await watch.over(knock.door.name, () => knocks(town, by, knock, knocked));
    for (const trouble of troubles) breaks(knocked, by, knock, answer, trouble);
  }
  return knocked;
}

/**
 * Every door by everybody whom it does not admit, for what the rich customer has. Expects 401, 403 or 404 and no word of what
 * belongs to the rich one; where a body comes first, a refusal of the body tells nothing either.
 */
export async function knockAsStrangers(town: Town, seed: number): Promise<Knocked> {
  const knocked = nothing();
  for (const door of doors) {
    const [knock] = fc.sample(knockAt(door), { numRuns: 1, seed }) as [Knock];
    for (const who of strangersTo(door)) {
      const answer = await knocks(town, who, { ...knock, query: undefined }, knocked);
      const isRefused = answer.status >= 400 && answer.status < 500;
      const isClosed = [401, 403, 404].includes(answer.status);
      if (!isRefused || (knock.body === undefined && !isClosed && !isUnmarked(door, answer)))
        breaks(knocked, who, knock, answer, 'was let in');
    }
  }
  return knocked;
}

/** A marked POST without its key says so before it looks at anything. */
const isUnmarked = (door: Door, { status }: Answer): boolean =>
  (door.route.idempotent === true || door.query !== null || door.route.bodyType !== undefined) &&
  [400, 415, 422].includes(status);

const STAFF: readonly StaffRole[] = ['support', 'account_manager', 'accountant', 'administrator'];

/** Who is refused at a door by what the contract says of it. */
function strangersTo({ route, parameters }: Door): Who[] {
  const admitted = route.who.replaceAll('account manager', 'account_manager').replace(/\(.*\)/, '');
  if (/public|Robokassa|YooKassa|amoCRM/.test(admitted)) return [];
  const customers = /customer|owner|widget/.test(admitted);
  const staff = STAFF.filter(
    (role) => !/\bstaff\b|signed in/.test(admitted) && !new RegExp(`\\b${role}\\b`).test(admitted),
  );
  const isOfSomebody = parameters.length > 0;
  return [
    'nobody' as const,
    ...(/product key/.test(admitted) ? [] : (['product'] as const)),
    ...(/signed in/.test(admitted) || (customers && !isOfSomebody) ? [] : (['curious'] as const)),
    ...(/by report/.test(route.who) ? [] : staff),
  ];
}

async function knocks(town: Town, who: Who, { door, body, query }: Knock, knocked: Knocked): Promise<Answer> {
  const { route } = door;
  const search = searchOf(query);
  const path = pathOf(route.path, town.ids) + search;
  const withBody = route.method !== 'GET' && body !== undefined;
  const answer = await town.people[who].sends(route.method, path, {
    ...(withBody ? { body } : {}),
    ...(route.idempotent ? { key: randomUUID() } : {}),
  });
  knocked.knocks += 1;
  knocked.answers[answer.status] = (knocked.answers[answer.status] ?? 0) + 1;
  const told =
    who === 'curious' || who === 'nobody' || who === 'product'
      ? MARKS.find((mark) => answer.text.includes(mark))
      : undefined;
  if (told && !(JSON.stringify(body) ?? '').includes(told))
    breaks(knocked, who, { door, body, query }, answer, `was told «${told}»`);
  return answer;
}

function searchOf(query: unknown): string {
  if (query === null || typeof query !== 'object' || Array.isArray(query)) return '';
  const parts = Object.entries(query).map(([name, value]) => {
    const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
    return `${encoded(name)}=${encoded(text.slice(0, 4_000))}`;
  });
  return parts.length > 0 ? `?${parts.join('&')}` : '';
}

/** Halves of pairs cannot be written in an address; bodies carry them. */
const encoded = (text: string): string => encodeURIComponent(Buffer.from(text).toString());

function breaks(knocked: Knocked, who: Who, { door, body, query }: Knock, answer: Answer, how: string): void {
  const sent = `${JSON.stringify(body)?.slice(0, 600) ?? ''} ${JSON.stringify(query)?.slice(0, 300) ?? ''}`;
  knocked.broken.push(
    `${door.name} ${door.route.method} ${door.route.path} by ${who}: ${how}: ${answer.status} ${answer.text.slice(0, 300)} after ${sent}`,
  );
}
