// @ts-check
const API = 'apps/api/src';
const PLATFORM = `${API}/platform`;
const BOOKS = 'test/scenarios/books-are-kept.scenario.ts';
const STRANGERS = 'test/fuzz/doors.fuzz.ts';
const STRANGER = 'a door is closed to whom it does not admit';

/** The guard says of every request that it sees all rows. */
const NO_WALLS = {
  file: `${PLATFORM}/access.guard.ts`,
  from: "decideWhoseRows(request.caller.kind === 'user' && !isPublic ? request.caller.accountId : EVERYBODY);",
  to: 'decideWhoseRows(EVERYBODY);',
};
const NO_LOOK_AT_THE_PATH = {
  file: `${PLATFORM}/access.guard.ts`,
  from: '      refuseForeignAccount(request, request.caller);\n',
  to: '',
};
const NO_LOOK_AT_THE_PARAMETER = {
  file: `${PLATFORM}/door.ts`,
  from: '  requireAccount(requestOf(context).caller ?? NOBODY, id);\n',
  to: '',
};

/**
 * A check of its own in a door that is named by another id than the account's.
 * @param {string} what
 * @param {string} file
 * @param {string} from
 * @param {string} [to]
 */
const unasked = (what, file, from, to = '') => ({
  promise: 'An account sees itself alone.',
  hole: `${what}: nobody asks whose it is`,
  file: `${API}/${file}`,
  from,
  to,
  besides: [NO_WALLS],
  by: STRANGERS,
  test: STRANGER,
});

/** @type {readonly import('./holes.mjs').Hole[]} */
export const ACCOUNTS = [
  {
    promise: 'An account sees itself alone.',
    hole: 'a door that says nothing of who may come in is served',
    file: `${PLATFORM}/access-audit.ts`,
    from: 'onModuleInit(): void {\n',
    to: 'onModuleInit(): void {\n    return;\n',
    by: `${PLATFORM}/doors.spec.ts`,
    test: 'that do not say who may call keep the API from starting',
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'whoever is signed in comes in anywhere',
    file: `${PLATFORM}/access.guard.ts`,
    from: 'if (mayEnter(request.caller, admitted)) {',
    to: "if (mayEnter(request.caller, admitted) || request.caller.kind !== 'nobody') {",
    by: `${PLATFORM}/identity/sign-in.spec.ts`,
    test: 'is let in by level and role',
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'a viewer may spend',
    file: `${PLATFORM}/caller.ts`,
    from: "return caller.kind === 'user' && caller.level !== 'viewer';",
    to: "return caller.kind === 'user';",
    by: `${PLATFORM}/caller.spec.ts`,
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'a key of a product opens what it was not made for',
    file: `${PLATFORM}/access.guard.ts`,
    from: "if (scope && caller.kind === 'product' && !caller.scopes.includes(scope))",
    to: "if (scope && caller.kind === 'product' && caller.scopes.length < 0)",
    by: 'test/scenarios/licence-answers.scenario.ts',
    test: 'a stolen key is refused everywhere at once',
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'the lane of products answers a key that was not made for questions',
    file: `${API}/products/answer-entitlement.ts`,
    from: "if (!caller?.scopes.includes('entitlements:read')) return null;",
    to: 'if (!caller) return null;',
    by: 'test/scenarios/licence-answers.scenario.ts',
    test: 'a stolen key is refused everywhere at once',
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'the guard does not look whose account is in the path',
    ...NO_LOOK_AT_THE_PATH,
    besides: [NO_LOOK_AT_THE_PARAMETER, NO_WALLS],
    by: 'test/scenarios/wrong-input-is-refused.scenario.ts',
    test: 'what belongs to another account is not there',
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'a door does not look whose account it was given',
    ...NO_LOOK_AT_THE_PARAMETER,
    besides: [NO_LOOK_AT_THE_PATH, NO_WALLS],
    by: 'test/scenarios/wrong-input-is-refused.scenario.ts',
    test: 'what belongs to another account is not there',
  },
  unasked(
    'a paper to be sent',
    'handovers/handovers.controller.ts',
    '    requireAccount(caller, await this.documents.accountOf(id));\n    return this.sendDocument',
    '    return this.sendDocument',
  ),
  unasked(
    'an objection to a paper',
    'handovers/handovers.controller.ts',
    '    requireAccount(caller, await this.documents.accountOf(id));\n    return this.objectTo',
    '    return this.objectTo',
  ),
  unasked(
    'the scan of a paper',
    'leaving/signed-copies.controller.ts',
    '    requireAccount(caller, accountId);\n',
  ),
  unasked(
    'a scan that is put in the place of another',
    'leaving/signed-copies.controller.ts',
    '    requireAccount(caller, await this.documents.accountOf(id));\n',
  ),
  unasked(
    'a paper',
    'documents/documents.controller.ts',
    '    requireAccount(caller, await this.listDocuments.accountOf(id));\n',
  ),
  unasked(
    'a licence on its way',
    'transfers/transfers.controller.ts',
    '    requireAccount(caller, accountId);\n',
  ),
  unasked(
    'the next period',
    'subscriptions/next-period.controller.ts',
    '    requireAccount(caller, accountId);\n',
  ),
  unasked(
    'a subscription that is changed',
    'subscriptions/subscriptions.controller.ts',
    '    requireAccount(caller, accountId);\n    return this.changeSubscription',
    '    return this.changeSubscription',
  ),
  unasked(
    'a subscription that is ended',
    'subscriptions/subscriptions.controller.ts',
    '    requireAccount(caller, accountId);\n    return this.endSubscription',
    '    return this.endSubscription',
  ),
  unasked('a quote', 'subscriptions/quotes.controller.ts', '    requireAccount(caller, accountId);\n'),
  {
    promise: 'An account sees itself alone.',
    hole: 'requests of users see the rows of everybody',
    ...NO_WALLS,
    by: `${PLATFORM}/identity/sign-in.spec.ts`,
    test: 'is shown by PostgreSQL the rows of their own account alone',
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'a connection is not told for which account it asks now',
    file: `${PLATFORM}/walls/account-connections.ts`,
    from: '    connection.serve(whose);\n',
    to: '',
    by: `${PLATFORM}/database.spec.ts`,
    test: 'is never what it was for the request before',
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'the policy of PostgreSQL shows an account every row',
    file: `${PLATFORM}/walls/plan-walls.ts`,
    from: '[own.name]: `to ${ROLES.account} using (${own.condition})`,',
    to: '[own.name]: `to ${ROLES.account} using (true)`,',
    by: BOOKS,
    test: 'show an account its own rows in every table',
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'the walls of PostgreSQL do not hold for the owner of the tables',
    file: `${PLATFORM}/walls/plan-walls.ts`,
    from: 'enable row level security, force row level security`',
    to: 'enable row level security`',
    by: BOOKS,
    test: 'stand around every table of accounts',
  },
  {
    promise: 'An account sees itself alone.',
    hole: 'work for one account may read the secrets of web hooks',
    file: `${PLATFORM}/walls/plan-walls.ts`,
    from: '  sandbox_clock: READ,\n',
    to: '  sandbox_clock: READ,\n  webhook_secret: READ,\n',
    by: BOOKS,
    test: 'shut secrets, staff and statements',
  },
  {
    promise: 'What was written once stays.',
    hole: 'an entry may be changed',
    file: 'migrations/20261121101000-create-accounts-and-journal.ts',
    from: '      create trigger entry_is_final before update or delete on entry for each row execute function refuse_change();\n',
    to: '',
    by: BOOKS,
    test: 'the database itself refuses',
  },
  {
    promise: 'What was written once stays.',
    hole: 'charges may be emptied',
    file: 'migrations/20261121101000-create-accounts-and-journal.ts',
    from: '      create trigger charge_is_kept before truncate on charge for each statement execute function refuse_change();\n',
    to: '',
    by: BOOKS,
    test: 'the database itself refuses',
  },
  {
    promise: 'What was written once stays.',
    hole: 'an act of staff may be rewritten',
    file: 'migrations/20261121139410-record-acts.ts',
    from: 'create trigger audit_event_is_final before update or delete on audit_event',
    to: 'create trigger audit_event_is_final before delete on audit_event',
    by: 'test/scenarios/acts-of-people.scenario.ts',
    test: 'the journal cannot be rewritten',
  },
  {
    promise: 'What was written once stays.',
    hole: 'the roles of the API may change a seal',
    file: `${PLATFORM}/walls/plan-walls.ts`,
    from: 'all.filter((each) => !refused.includes(each)).map((each) => `${role}:${each}`);',
    to: 'all.filter((each) => refused.length >= 0 || each).map((each) => `${role}:${each}`);',
    by: BOOKS,
    test: 'no right to change what is written once',
  },
];
