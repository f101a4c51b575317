// @ts-check
const API = 'apps/api/src';
const PLATFORM = `${API}/platform`;
const KEYS = 'test/scenarios/keys-are-changed.scenario.ts';
const NOWHERE = 'a secret once given stands in no row';
const GIVEN = 'What others gave us';
const WRITTEN = 'Nothing secret is written down';
const PACKAGES = 'Packages';
const DEPENDENCIES = 'test/kit/dependencies.spec.ts';

const OPENS_PLAIN = {
  file: `${PLATFORM}/secret-box.ts`,
  from: 'const key = this.keys.get(sealed.keyId);\n    if (!key) throw',
  to: "const key = this.keys.get(sealed.keyId);\n    if (sealed.bytes.subarray(0, 6).toString() === 'plain:') return sealed.bytes.subarray(6).toString();\n    if (!key) throw",
};

/**
 * A secret that stands in its column as it was given; what opens it takes it so.
 * @param {string} what
 * @param {string} file
 * @param {string} from
 * @param {string} to
 */
const plain = (what, file, from, to) => ({
  promise: GIVEN,
  hole: `${what} stands in its row as it was given`,
  file: `${API}/${file}`,
  from,
  to,
  and: [OPENS_PLAIN],
  by: KEYS,
  test: NOWHERE,
});

/** @type {readonly import('./holes.mjs').Hole[]} */
export const SECRETS = [
  plain(
    'the seed of an authenticator',
    'platform/identity/second-factor/second-factor.store.ts',
    'const { bytes, keyId } = this.box.seal(secret, factorPurpose(staffId));',
    'const { bytes, keyId } = { ...this.box.seal(secret, factorPurpose(staffId)), bytes: Buffer.from(`plain:${secret}`) };',
  ),
  plain(
    'the secret of a web hook',
    'webhooks/webhook-endpoint.store.ts',
    'const { bytes, keyId } = this.box.seal(secret, purposeOf(id));',
    'const { bytes, keyId } = { ...this.box.seal(secret, purposeOf(id)), bytes: Buffer.from(`plain:${secret}`) };',
  ),
  plain(
    'a token of amoCRM',
    'installs/permission.store.ts',
    'const sealed = this.box.seal(JSON.stringify(row.tokens), tokensPurpose(row.accountId));',
    'const sealed = { ...this.box.seal(JSON.stringify(row.tokens), tokensPurpose(row.accountId)), bytes: Buffer.from(`plain:${JSON.stringify(row.tokens)}`) };',
  ),
  {
    promise: GIVEN,
    hole: 'an answer with a secret is kept as it was given',
    file: `${PLATFORM}/idempotency/idempotency.interceptor.ts`,
    from: 'body: body && isSecret ? this.seal(name, body) : body',
    to: 'body: body && isSecret && !this ? this.seal(name, body) : body',
    by: KEYS,
    test: NOWHERE,
  },
  {
    promise: GIVEN,
    hole: 'a secret opens in the row of another',
    file: `${PLATFORM}/secret-box.ts`,
    from: 'setAAD(\n      Buffer.from(purpose),\n    );',
    to: 'setAAD(Buffer.alloc(0));',
    and: [
      {
        file: `${PLATFORM}/secret-box.ts`,
        from: '.setAAD(Buffer.from(purpose))\n',
        to: '.setAAD(Buffer.alloc(0))\n',
      },
    ],
    by: `${PLATFORM}/secret-box.spec.ts`,
    test: 'does not open in the row of another account',
  },
  {
    promise: GIVEN,
    hole: 'a session is kept as it was given out',
    file: `${PLATFORM}/identity/secrets.ts`,
    from: "createHash('sha256').update(secret).digest();",
    to: 'Buffer.from(secret + createHash.name.slice(99));',
    by: `${PLATFORM}/identity/sign-in.spec.ts`,
    test: 'is kept as a hash alone',
  },
  {
    promise: GIVEN,
    hole: 'a column that could hold a secret is named nowhere',
    file: `${PLATFORM}/secrets-kept.ts`,
    from: "  'api_token.hash': 'hashed',\n",
    to: '',
    by: KEYS,
    test: 'every column that could hold one is named',
  },
  {
    promise: 'The key is changed without stopping',
    hole: 'a new key forgets the seeds of authenticators',
    file: `${PLATFORM}/identity/identity.module.ts`,
    from: '    this.sealAnew.register({\n',
    to: '    void ({\n',
    by: KEYS,
    test: 'every column that could hold one is named',
  },
  {
    promise: 'The key is changed without stopping',
    hole: 'an older key opens nothing any more',
    file: `${PLATFORM}/secret-box.ts`,
    from: 'new Map([newest, ...older].map(',
    to: 'new Map([newest, ...older].slice(0, 1).map(',
    by: `${PLATFORM}/secret-box.spec.ts`,
    test: 'sealed with an older key opens',
  },
  {
    promise: WRITTEN,
    hole: 'the log holds what stands behind the question mark of an address',
    file: `${PLATFORM}/http/observe.ts`,
    from: "path: request.url.split('?', 1)[0],",
    to: 'path: request.url,',
    by: KEYS,
    test: NOWHERE,
  },
  {
    promise: WRITTEN,
    hole: 'the log holds what is logged by mistake',
    file: `${PLATFORM}/log.ts`,
    from: ", redact: { paths: SECRET_PATHS, censor: '[secret]' } };",
    to: ', name: SECRET_PATHS.length > 0 ? undefined : undefined };',
    by: `${PLATFORM}/log.spec.ts`,
  },
  {
    promise: 'Passwords of card shops, of the mail server and of amoCRM’s integration',
    hole: 'a setting that is wrong is repeated',
    file: `${PLATFORM}/config.ts`,
    from: "return `${name} is wrong: it should be ${MEANING[name] ?? issue?.message ?? 'something else'}.`;",
    to: "return `${name} is wrong (${variables[name]}): it should be ${MEANING[name] ?? issue?.message ?? 'something else'}.`;",
    by: `${PLATFORM}/config.spec.ts`,
  },
  {
    promise: 'Passwords of card shops, of the mail server and of amoCRM’s integration',
    hole: 'a database that is not there is told with its password',
    file: `${PLATFORM}/database.ts`,
    from: '`DATABASE_URL does not lead to a working PostgreSQL: ${reasonOf(error)}.`',
    to: '`DATABASE_URL does not lead to a working PostgreSQL: ${config.databaseUrl} ${reasonOf(error)}.`',
    by: `${PLATFORM}/database.spec.ts`,
    test: 'one sentence that holds no password',
  },
  {
    promise: PACKAGES,
    hole: 'the audit does not look at what the registry reports',
    file: 'tools/audit.mjs',
    from: 'process.exitCode = troubles.length > 0 ? 1 : 0;',
    to: 'process.exitCode = 0;',
    by: 'test/kit/audit.spec.ts',
  },
  {
    promise: PACKAGES,
    hole: 'what was accepted is accepted for ever',
    file: 'tools/dependencies.mjs',
    from: 'return entry.until < today ?',
    to: "return entry.until < '' ?",
    by: 'test/kit/audit.spec.ts',
  },
  {
    promise: PACKAGES,
    hole: 'a package of any licence may be shipped',
    file: 'tools/dependencies.mjs',
    from: '.filter(({ licence }) => licence === null || !isAllowed(licence))',
    to: '.filter(({ licence }) => licence === null)',
    by: DEPENDENCIES,
  },
];
