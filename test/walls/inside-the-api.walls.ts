import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(__dirname, '../..');
const use = (...specifiers: string[]) =>
  `${specifiers.map((specifier, index) => `import { thing as thing${index} } from '${specifier}';`).join('\n')}
   export const thing = [${specifiers.map((_, index) => `thing${index}`).join(', ')}];\n`;
const LEAF = 'export const thing = 1;\n';

/** A little API with the shape of ours; every canary adds or changes a few files of it. */
const SOUND = {
  'apps/api/src/ledger/adjust-bonus.ts': use('./ledger.store', '../platform/clock'),
  'apps/api/src/ledger/ledger.controller.ts': use('./adjust-bonus'),
  'apps/api/src/ledger/ledger.processor.ts': use('./adjust-bonus'),
  'apps/api/src/ledger/ledger.store.ts': use('./ledger.rows', '../platform/clock'),
  'apps/api/src/ledger/ledger.rows.ts': LEAF,
  'apps/api/src/ledger/ledger.module.ts': use('./ledger.controller', './ledger.store'),
  'apps/api/src/platform/clock.ts': LEAF,
  'libs/kernel/src/testing.ts': LEAF,
  'migrations/index.ts': LEAF,
  'test/kit/world.ts': LEAF,
};

const canaries: { wall: string; rule: string; files: Record<string, string> }[] = [
  {
    wall: 'a controller never reaches the tables',
    rule: 'doors-decide-nothing',
    files: { 'apps/api/src/ledger/ledger.controller.ts': use('./ledger.store') },
  },
  {
    wall: 'a processor never reaches the tables',
    rule: 'doors-decide-nothing',
    files: { 'apps/api/src/ledger/ledger.processor.ts': use('./ledger.rows') },
  },
  {
    wall: 'a use case does not call a door',
    rule: 'nobody-calls-a-door',
    files: { 'apps/api/src/renewals/run-renewals.ts': use('../ledger/ledger.controller') },
  },
  {
    wall: 'a store calls no use case',
    rule: 'stores-know-no-use-case',
    files: { 'apps/api/src/renewals/renewals.store.ts': use('../ledger/adjust-bonus') },
  },
  {
    wall: 'a row leans on nothing that thinks',
    rule: 'rows-know-only-rows',
    files: {
      'apps/api/src/ledger/ledger.rows.ts': use('../renewals/plan'),
      'apps/api/src/renewals/plan.ts': LEAF,
    },
  },
  {
    wall: 'two use cases do not need each other',
    rule: 'no-cycles',
    files: { 'apps/api/src/a/open.ts': use('./close'), 'apps/api/src/a/close.ts': use('./open') },
  },
  {
    wall: 'two files of a library do not need each other',
    rule: 'no-cycles',
    files: { 'libs/billing/src/open.ts': use('./close'), 'libs/billing/src/close.ts': use('./open') },
  },
  {
    wall: 'what is shipped imports nothing of test/',
    rule: 'nothing-leans-on-tests',
    files: { 'apps/api/src/sandbox/open-sandbox.ts': use('../../../../test/kit/world') },
  },
  {
    wall: 'what is shipped imports no spec',
    rule: 'nothing-leans-on-tests',
    files: { 'libs/billing/src/plan.ts': use('./plan.spec'), 'libs/billing/src/plan.spec.ts': LEAF },
  },
  {
    wall: 'a clock that can be set stays in tests',
    rule: 'test-clocks-stay-in-tests',
    files: { 'apps/api/src/sandbox/open-sandbox.ts': use('@rocket/kernel/testing') },
  },
  {
    wall: 'what is shipped uses no package for developers',
    rule: 'only-declared-packages',
    files: { 'apps/api/src/ledger/guess.ts': use('fast-check') },
  },
];

const [sound, ...found] = rulesBrokenBy([{}, ...canaries.map(({ files }) => files)]);

describe('the walls inside the API', () => {
  it('let the shape of our own features through', () => {
    expect(sound).toEqual([]);
  });

  it.each(canaries.map((canary, index) => ({ ...canary, index })))('$wall', ({ rule, index }) => {
    expect(found[index]).toEqual([rule]);
  });
});

/** Of each set of files on top of the sound ones, the names of the rules it breaks. */
function rulesBrokenBy(changes: Record<string, string>[]): string[][] {
  const parent = mkdtempSync(join(tmpdir(), 'rocket-walls-'));
  try {
    const folders = changes.map((files, index) => built(join(parent, String(index)), files));
    const output = execFileSync(
      process.execPath,
      ['--preserve-symlinks', join(__dirname, 'cruise-canaries.mjs')],
      {
        input: JSON.stringify(folders),
        encoding: 'utf8',
        env: { ...process.env, NODE_ENV: 'production' },
      },
    );
    return JSON.parse(output) as string[][];
  } finally {
    rmSync(parent, { recursive: true, force: true });
  }
}

function built(folder: string, files: Record<string, string>): string {
  for (const [path, text] of Object.entries({ ...SOUND, ...files })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const shared of ['node_modules', 'package.json', 'tsconfig.base.json', '.dependency-cruiser.cjs'])
    symlinkSync(join(ROOT, shared), join(folder, shared));
  return folder;
}
