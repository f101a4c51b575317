import { wallsMissing, type TableAsItIs } from './plan-walls';

const table = (name: string, more: Partial<TableAsItIs> = {}): TableAsItIs => ({
  name,
  columns: ['account_id', 'id'],
  isWalled: false,
  policies: [],
  granted: [],
  refused: [],
  ...more,
});

const rightsOf = (statements: readonly string[], role: string): string[] =>
  statements
    .filter((each) => each.startsWith('grant') && each.endsWith(role))
    .map((each) => each.split(' on ')[0]!);

describe('the walls around a table', () => {
  it('of accounts are row level security, forced, with a policy for each role', () => {
    const statements = wallsMissing(table('notice'));
    expect(statements).toContain(`alter table "notice" enable row level security, force row level security`);
    expect(
      statements.filter((each) => each.startsWith('create policy')).map((each) => each.split(' ')[2]),
    ).toEqual(['own_rows', 'everybody', 'owner_at_work']);
  });

  it('let an account see itself, and what is offered to it', () => {
    expect(wallsMissing(table('account', { columns: ['id'] })).join()).toContain('own_account');
    expect(
      wallsMissing(table('subscription_transfer', { columns: ['account_id', 'to_account_id'] })).join(),
    ).toContain('or to_account_id =');
  });

  it('give nobody what a trigger refuses, and nobody but the owner the schema', () => {
    const statements = wallsMissing(table('entry', { refused: ['update', 'delete'] }));
    for (const role of ['market_account', 'market_everybody'])
      expect(rightsOf(statements, role)).toEqual(['grant select', 'grant insert']);
    expect(statements.join()).not.toMatch(/truncate|references|trigger/);
  });

  it('shut a table of no account to work for one account, unless it is said what for', () => {
    const ofNobody = { columns: ['id'] };
    expect(rightsOf(wallsMissing(table('webhook_secret', ofNobody)), 'market_account')).toEqual([]);
    expect(rightsOf(wallsMissing(table('price', ofNobody)), 'market_account')).toEqual(['grant select']);
    expect(wallsMissing(table('price', ofNobody)).join()).not.toContain('policy');
  });

  it('are left alone where they stand, and mended where they do not', () => {
    const stands = {
      isWalled: true,
      policies: ['own_rows', 'everybody', 'owner_at_work'],
      granted: ['market_account', 'market_everybody'].flatMap((role) =>
        ['select', 'insert', 'update', 'delete'].map((each) => `${role}:${each}`),
      ),
    };
    expect(wallsMissing(table('notice', stands))).toEqual([]);
    expect(
      wallsMissing(
        table('notice', {
          ...stands,
          policies: [...stands.policies.slice(1), 'by_hand'],
          granted: [...stands.granted, 'market_account:truncate'],
        }),
      ).map((each) => each.split(' to ')[0]),
    ).toEqual([
      'drop policy "by_hand" on "notice"',
      'create policy own_rows on "notice"',
      'revoke truncate on "notice" from market_account',
    ]);
  });
});
