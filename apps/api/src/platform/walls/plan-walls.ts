/** Roles of the cluster, without log-in: connections of ours take one of them at once (decision 0022). */
export const ROLES = {
  /** Sees the rows of the account that the setting `market.account` names, and none without it. */
  account: 'market_account',
  /** Sees the rows of every account. */
  everybody: 'market_everybody',
} as const;

/** What the connection that migrates says of itself: it owns the tables, and the walls hold for owners too. */
export const OWNER_AT_WORK = '-c market.owner_at_work=on';

/** Of a table, or of some of its columns: `select (id, name)`. */
export type Privilege = 'select' | 'insert' | 'update' | 'delete' | `select (${string})`;

const READ: readonly Privilege[] = ['select'];
const CHANGE: readonly Privilege[] = ['select', 'insert', 'update'];
const ALL: readonly Privilege[] = ['select', 'insert', 'update', 'delete'];

/**
 * Tables of no account, and what work for one account may do with them. What is not named here is shut to it: secrets, staff,
 * statements of banks, keys of products. A new one is decided here, or such work is refused by PostgreSQL.
 */
export const COMMON: Readonly<Record<string, readonly Privilege[]>> = {
  migrations: READ,
  sandbox_clock: READ,
  // The catalogue and the conditions of offers.
  seller: READ,
  offer_version: READ,
  product: READ,
  product_picture: READ,
  price: READ,
  price_change: READ,
  promotion: READ,
  promotion_product: READ,
  // Numbers of papers and payments are given out one after another.
  document_series: CHANGE,
  provider_number: CHANGE,
  // Kept under the name of the caller, which is not an account.
  idempotency_key: ALL,
  outage: READ,
  // Who of us did something, by name; how they come in is not shown.
  staff_member: ['select (id, name)'],
  // Which products are told of what; where they are told is not shown.
  webhook_endpoint: ['select (id, product_code, events, is_on)'],
  // Turns of requests to a host of amoCRM.
  amocrm_pace: CHANGE,
};

/** A table as the catalogue of PostgreSQL has it. */
export interface TableAsItIs {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isWalled: boolean;
  readonly policies: readonly string[];
  /** `role:privilege` */
  readonly granted: readonly string[];
  /** Refused by a trigger to everybody, so nobody is given it. */
  readonly refused: readonly Privilege[];
}

const SAID = `(select nullif(current_setting('market.account', true), '')::uuid)`;

/** Rows an account may see, as a condition. Null: of no account. A name says which condition it is: another one takes another. */
function ownRows({ name, columns }: TableAsItIs): { name: string; condition: string } | null {
  if (name === 'account') return { name: 'own_account', condition: `id = ${SAID}` };
  // Somebody else's subscription on its way to the account is its business too.
  if (columns.includes('to_account_id'))
    return { name: 'own_or_offered', condition: `account_id = ${SAID} or to_account_id = ${SAID}` };
  // A payment that was split, or that nobody has given to anybody yet, is theirs who have a part of it or paid it by card.
  if (name === 'receipt')
    return {
      name: 'own_or_part',
      condition: `account_id = ${SAID} or exists (select from receipt_part p where p.account_id = ${SAID} and p.receipt_id = receipt.id)
        or exists (select from provider_payment p where p.account_id = ${SAID} and p.receipt_id = receipt.id)`,
    };
  return columns.includes('account_id') ? { name: 'own_rows', condition: `account_id = ${SAID}` } : null;
}

export const isByAccount = (table: TableAsItIs): boolean => ownRows(table) !== null;

/**
 * What is missing around a table: row level security, forced on its owner too, with a policy for each role; and what each role
 * may do. Nobody may empty a table, and nobody may change what is written once.
 * @returns statements to run in one transaction, none when all is as it should be
 */
export function wallsMissing(table: TableAsItIs): string[] {
  return [...policiesMissing(table), ...grantsMissing(table)];
}

function policiesMissing(table: TableAsItIs): string[] {
  const own = ownRows(table);
  if (!own) return [];
  const name = quoted(table.name);
  const wanted: Readonly<Record<string, string>> = {
    [own.name]: `to ${ROLES.account} using (${own.condition})`,
    everybody: `to ${ROLES.everybody} using (true)`,
    owner_at_work: `to current_user using (current_setting('market.owner_at_work', true) = 'on')`,
  };
  return [
    ...table.policies
      .filter((policy) => !(policy in wanted))
      .map((policy) => `drop policy ${quoted(policy)} on ${name}`),
    ...Object.entries(wanted)
      .filter(([policy]) => !table.policies.includes(policy))
      .map(([policy, rest]) => `create policy ${policy} on ${name} ${rest}`),
    ...(table.isWalled ? [] : [`alter table ${name} enable row level security, force row level security`]),
  ];
}

function grantsMissing(table: TableAsItIs): string[] {
  const forAccount = isByAccount(table) ? ALL : (COMMON[table.name] ?? []);
  const wanted = [
    ...privileges(ROLES.account, forAccount, table),
    ...privileges(ROLES.everybody, table.name === 'migrations' ? READ : ALL, table),
  ];
  const change = (verb: 'grant' | 'revoke', all: readonly string[]): string[] =>
    all.map((each) => {
      const [role, privilege] = each.split(':');
      return `${verb} ${privilege} on ${quoted(table.name)} ${verb === 'grant' ? 'to' : 'from'} ${role}`;
    });
  return [
    ...change(
      'revoke',
      table.granted.filter((each) => !wanted.includes(each)),
    ),
    ...change(
      'grant',
      wanted.filter((each) => !table.granted.includes(each)),
    ),
  ];
}

const privileges = (role: string, all: readonly Privilege[], { refused }: TableAsItIs): string[] =>
  all.filter((each) => !refused.includes(each)).map((each) => `${role}:${each}`);

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
