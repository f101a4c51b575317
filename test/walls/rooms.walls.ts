import { execFileSync, spawnSync } from 'node:child_process';
import { basename, join } from 'node:path';

/** One forbidden thing per wall. `as if it stood` at `path`: nothing is written into the rooms. */
interface Canary {
  readonly wall: string;
  readonly path: string;
  readonly text: string;
  readonly rule: string;
  /** Part of the message, where one rule guards many walls. */
  readonly says: string | RegExp;
}

const NX = '@nx/enforce-module-boundaries';
const SYNTAX = 'no-restricted-syntax';
const IMPORTS = '@typescript-eslint/no-restricted-imports';
const use = (specifier: string) =>
  `import * as forbidden from '${specifier}';\nexport const used = forbidden;\n`;

const between: Canary[] = [
  ['the kernel stands on nothing of ours', 'libs/kernel/src/canary.ts', '@rocket/billing', /type:kernel/],
  ['the kernel knows no framework', 'libs/kernel/src/canary.ts', 'zod', /type:kernel.*zod/s],
  ['billing knows no table', 'libs/billing/src/canary.ts', 'typeorm', /type:domain.*typeorm/s],
  ['billing knows no framework', 'libs/billing/src/canary.ts', '@nestjs/common', /type:domain.*nestjs/s],
  [
    'billing does not know how documents are printed',
    'libs/billing/src/canary.ts',
    '@rocket/documents',
    /type:domain/,
  ],
  ['the catalogue does not know amoCRM', 'libs/catalog/src/canary.ts', '@rocket/amocrm', /type:domain/],
  ['contracts hold no rule of billing', 'libs/contracts/src/canary.ts', '@rocket/billing', /type:contracts/],
  ['documents do not touch storage', 'libs/documents/src/canary.ts', 'pg', /type:adapter.*pg/s],
  [
    'payment sources record nothing',
    'libs/payment-sources/src/canary.ts',
    '@rocket/contracts',
    /type:adapter/,
  ],
  ['shared screens know no rule of billing', 'libs/ui/src/canary.tsx', '@rocket/billing', /type:ui/],
  ['the widget carries no server room', 'apps/widget/src/canary.ts', '@rocket/billing', /for:browser/],
  [
    'the panel carries no server room',
    'apps/control-panel/src/canary.ts',
    '@rocket/documents',
    /for:browser/,
  ],
  ['the panel carries no server package', 'apps/control-panel/src/canary.ts', 'pino', /for:browser.*pino/s],
  ['the API draws nothing', 'apps/api/src/canary.ts', '@rocket/ui', /for:server/],
  ['the API carries no screen library', 'apps/api/src/canary.ts', 'preact', /for:server.*preact/s],
  ['a migration imports no application code', 'migrations/canary.ts', '@rocket/kernel', /type:migrations/],
  ['a migration knows only TypeORM', 'migrations/canary.ts', 'zod', /type:migrations.*zod/s],
].map(([wall, path, specifier, says]) => ({
  wall: wall as string,
  path: path as string,
  text: use(specifier as string),
  rule: NX,
  says: says as RegExp,
}));

const inside: Canary[] = [
  {
    wall: 'one room is entered by its index only',
    path: 'libs/billing/src/canary.ts',
    text: use('../../kernel/src/money'),
    rule: NX,
    says: 'Projects cannot be imported by a relative',
  },
  ...['kernel', 'billing', 'catalog', 'contracts', 'ui'].map((room) => ({
    wall: `${room} does not touch the machine`,
    path: `libs/${room}/src/canary.ts`,
    text: use('node:fs'),
    rule: IMPORTS,
    says: 'does not touch the machine',
  })),
  ...['kernel', 'billing', 'catalog', 'contracts', 'ui'].map((room) => ({
    wall: `${room} does not talk to the network`,
    path: `libs/${room}/src/canary.ts`,
    text: "export const answer = fetch('https://example.org');\n",
    rule: 'no-restricted-globals',
    says: 'network',
  })),
  {
    wall: 'billing parses no bodies',
    path: 'libs/billing/src/canary.ts',
    text: use('zod'),
    rule: IMPORTS,
    says: 'values, not bodies',
  },
  {
    wall: 'the widget takes types from contracts, never schemas',
    path: 'apps/widget/src/canary.ts',
    text: use('@rocket/contracts'),
    rule: IMPORTS,
    says: 'Types only',
  },
  {
    wall: 'shared screens take types from contracts, never schemas',
    path: 'libs/ui/src/canary.ts',
    text: use('@rocket/contracts'),
    rule: IMPORTS,
    says: 'Types only',
  },
  {
    wall: 'the widget does not carry preact/compat',
    path: 'apps/widget/src/canary.ts',
    text: use('preact/compat'),
    rule: IMPORTS,
    says: 'guest',
  },
];

const syntax: Canary[] = [
  ['today is not read off the wall', 'new Date()', 'Clock'],
  ['now is not read off the wall', 'Date.now()', 'Clock'],
  ['a date is not read off the wall as text', 'Date()', 'Clock'],
  ['settings are not read from the environment', 'process.env', 'Config'],
  ['money is not printed by toFixed', '(1).toFixed(2)', 'minor units'],
  ['money is not read by parseFloat', "parseFloat('1.5')", 'minor units'],
  ['money is not read by Number.parseFloat', "Number.parseFloat('1.5')", 'minor units'],
  ['money is not rounded by Math.round', 'Math.round(1.5)', 'minor units'],
].flatMap(([wall, expression, says]) =>
  ['libs/billing/src/canary.ts', 'libs/documents/src/canary.ts', 'apps/api/src/ledger/canary.ts'].map(
    (path) => ({
      wall: `${wall} in ${path.split('/')[1]}`,
      path,
      text: `export const canary = ${expression};\n`,
      rule: SYNTAX,
      says: says as string,
    }),
  ),
);

const names: Canary[] = [
  ...[
    'apps/api/src/ledger/ledger.service.ts',
    'apps/api/src/ledger/service.ts',
    'libs/billing/src/utils.ts',
    'libs/billing/src/date-helper.ts',
    'libs/billing/src/helpers/round.ts',
    'libs/ui/src/common/button.ts',
    'apps/widget/src/inbox-manager.spec.ts',
  ].map((path) => ({
    wall: `no file is called ${path}`,
    path,
    text: 'export const canary = 1;\n',
    rule: 'rocket/file-names',
    says: 'says nothing',
  })),
  ...[
    'given === expected',
    'Buffer.compare(given, expected) === 0',
    'expected.equals(given)',
    "String(given) === 'known'",
  ].map((comparison) => ({
    wall: `a signature is not compared as ${comparison}`,
    path: 'libs/payment-sources/src/canary.ts',
    text: `import { createHmac } from 'node:crypto';
export const isSigned = (text: string, given: Buffer): boolean => {
  const expected = createHmac('sha256', 'key').update(text).digest();
  return given.length === expected.length && ${comparison};
};\n`,
    rule: 'rocket/constant-time',
    says: 'timingSafeEqual',
  })),
  {
    wall: 'exports are named',
    path: 'libs/billing/src/index.ts',
    text: "export * from './planner';\n",
    rule: SYNTAX,
    says: 'Name what you export',
  },
  {
    wall: 'a file fits a reader',
    path: 'libs/billing/src/canary.ts',
    text: `${'// line\n'.repeat(400)}export const canary = 1;\n`,
    rule: 'max-lines',
    says: '400',
  },
];

/** What a room must stay able to do: a wall that refuses everything is no wall either. */
const allowed: Pick<Canary, 'wall' | 'path' | 'text'>[] = [
  { wall: 'billing may use the kernel', path: 'libs/billing/src/canary.ts', text: use('@rocket/kernel') },
  { wall: 'the catalogue may describe terms in zod', path: 'libs/catalog/src/canary.ts', text: use('zod') },
  { wall: 'documents may draw a PDF', path: 'libs/documents/src/canary.ts', text: use('pdfkit') },
  { wall: 'amocrm may use amocrm-js', path: 'libs/amocrm/src/canary.ts', text: use('amocrm-js') },
  {
    wall: 'the panel may validate its forms by the same schemas',
    path: 'apps/control-panel/src/canary.ts',
    text: use('@rocket/contracts'),
  },
  {
    wall: 'the widget may use the types of contracts',
    path: 'apps/widget/src/canary.ts',
    text: "import type { AccountView } from '@rocket/contracts';\nexport type Canary = AccountView;\n",
  },
  { wall: 'the API may run migrations', path: 'apps/api/src/canary.ts', text: use('@rocket/migrations') },
  { wall: 'a migration may use TypeORM', path: 'migrations/canary.ts', text: use('typeorm') },
  {
    wall: 'the system clock reads the time',
    path: 'apps/api/src/platform/system-clock.ts',
    text: 'export const now = () => new Date();\n',
  },
  {
    wall: 'the configuration reads the environment',
    path: 'apps/api/src/platform/config.ts',
    text: 'export const env = process.env;\n',
  },
  {
    wall: 'an instant is made from its text',
    path: 'libs/billing/src/canary.ts',
    text: "export const day = new Date('2026-01-01');\n",
  },
];

const refused = [...between, ...inside, ...syntax, ...names];
const found = lint([...refused, ...allowed]);

/** Walls that need types stand in a linter of their own, and are tried on files that are really there. */
const typed = [
  ['a promise is awaited or refused, never dropped', 'floating-promise', 'no-floating-promises'],
  ['a promise is not given where nobody waits for it', 'misused-promise', 'no-misused-promises'],
  ['what is no promise is not awaited', 'awaited-value', 'await-thenable'],
  ['no case of a list is forgotten', 'forgotten-case', 'switch-exhaustiveness-check'],
] as const;
const foundByTypes = lintByTypes();

describe('the walls between rooms', () => {
  it.each(typed)('%s', (_wall, file, rule) => {
    expect(foundByTypes).toContainEqual([`${file}.ts`, `typescript(${rule})`]);
  });

  it.each(refused.map((canary, index) => ({ ...canary, index })))('$wall', ({ rule, says, index }) => {
    const messages = found[index]!.filter((broken) => broken.rule === rule).map(({ message }) => message);
    expect(messages).toContainEqual(expect.stringMatching(says));
  });

  it.each(allowed.map((canary, index) => ({ ...canary, index })))('$wall', ({ index }) => {
    expect(found[refused.length + index]).toEqual([]);
  });
});

function lint(canaries: Pick<Canary, 'path' | 'text'>[]): { rule: string; message: string }[][] {
  const script = join(__dirname, 'lint-canaries.mjs');
  const output = execFileSync(process.execPath, [script], {
    input: JSON.stringify(canaries.map(({ path, text }) => ({ path: join(__dirname, '../..', path), text }))),
    encoding: 'utf8',
    // What Jest sets for itself would make the linter's own packages load their test twins.
    env: { ...process.env, NODE_ENV: 'production', NX_DAEMON: 'false' },
  });
  return JSON.parse(output) as { rule: string; message: string }[][];
}

/** @returns names of files in canaries/ and of the rules they break */
function lintByTypes(): [string, string][] {
  const root = join(__dirname, '../..');
  const { stdout } = spawnSync(
    process.execPath,
    [
      'node_modules/oxlint/bin/oxlint',
      ...['--tsconfig', 'test/walls/tsconfig.json', '-f', 'json', 'test/walls/canaries'],
    ],
    { cwd: root, encoding: 'utf8' },
  );
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
  return diagnostics.map(({ filename, code }) => [basename(filename), code]);
}
