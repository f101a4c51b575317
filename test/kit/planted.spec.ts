import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BOOKS } from '../../libs/billing/mutations-of-books.mjs';
import { RENEWALS } from '../../libs/billing/mutations-of-renewals.mjs';
import { CRASH_MUTATIONS } from '../../tools/crash-mutations.mjs';
import { planted, type Change } from '../../tools/planted.mjs';
import { HOLES, changesOf } from '../../tools/protections/holes.mjs';
import { SYSTEM_MUTATIONS } from '../../tools/system-mutations.mjs';

const ROOT = join(__dirname, '../..');

/** Why a change cannot be planted; null: its text stands once, and another one would stand in its place. */
function whyNot(change: Change): string | null {
  if (change.from === change.to) return `«${change.from}» changes nothing`;
  try {
    return planted(change, ROOT) === '' ? `${change.file} would be empty` : null;
  } catch (error) {
    return String(error);
  }
}

const source = (file: string): string => readFileSync(join(ROOT, file), 'utf8');

describe('what `npm run mutate` plants', () => {
  it('stands where the list says, once: what the code says today is what is broken', () => {
    const changes = [...SYSTEM_MUTATIONS, ...CRASH_MUTATIONS, ...HOLES.flatMap(changesOf)];
    expect(changes.map(whyNot).filter((why) => why !== null)).toEqual([]);
  });

  it('stands once in the money core, too', () => {
    const stale = [...RENEWALS, ...BOOKS].filter(([, room, found]) => {
      const text = source(`libs/billing/src/${room}.ts`);
      return (text.match(new RegExp(found, 'g'))?.length ?? 0) !== 1;
    });
    expect(stale.map(([bug, room]) => `${bug} (${room}.ts)`)).toEqual([]);
  });

  it('is called differently each time', () => {
    const names = [...SYSTEM_MUTATIONS.map(({ bug }) => bug), ...HOLES.map(({ hole }) => hole)];
    expect(names.filter((name, nth) => names.indexOf(name) !== nth)).toEqual([]);
  });
});

describe('the protections of docs/security.md', () => {
  const page = source('docs/security.md').replaceAll(/\s+/g, ' ');
  const promised = [...page.split('## What is not')[0]!.matchAll(/ - \*\*([^*]+)\*\*/g)].map(
    ([, what]) => what,
  );

  it('are each turned off by one of the holes at least', () => {
    expect(promised.length).toBeGreaterThan(6);
    expect(promised.filter((what) => !HOLES.some(({ promise }) => promise === what))).toEqual([]);
  });

  it('stand on the page under the words the list calls them by', () => {
    const unknown = HOLES.map(({ promise }) => promise).filter((what) => !page.includes(`**${what}`));
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('are each watched by a story or a spec that is there', () => {
    const missing = HOLES.filter(({ by }) => by !== 'lint' && !existsSync(join(ROOT, by)));
    expect(missing.map(({ by }) => by)).toEqual([]);
  });
});
