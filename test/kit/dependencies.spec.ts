import {
  advisoryTroubles,
  isAllowed,
  licenceTroubles,
  shippedPackages,
  type Lock,
} from '../../tools/dependencies.mjs';

/** Says nothing itself and is known to; the others are the spec's own. */
const PNG = { 'node_modules/png-js': { version: '1.0.0' } };
const lockWith = (packages: Lock['packages']): Lock => ({ packages: { '': {}, ...PNG, ...packages } });

describe('licences of what is shipped', () => {
  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['MIT AND OFL-1.1', true],
    ['MIT AND GPL-3.0', false],
    ['AGPL-3.0-only', false],
    ['LGPL-3.0', false],
    ['SEE LICENSE IN LICENSE.md', false],
  ])('%s: %s', (licence, may) => expect(isAllowed(licence)).toBe(may));

  it('refuse what would bind us and what does not say, wherever it lies, and leave developers their tools', () => {
    const lock = lockWith({
      'node_modules/good': { version: '1.0.0', license: 'ISC' },
      'node_modules/good/node_modules/@deep/copyleft': { version: '2.0.0', license: 'GPL-3.0' },
      'node_modules/silent': { version: '3.0.0' },
      'node_modules/tool': { version: '4.0.0', license: 'GPL-3.0', dev: true },
    });
    expect(licenceTroubles(lock)).toEqual([
      '@deep/copyleft 2.0.0 is under GPL-3.0, which is not among those we may ship.',
      'silent 3.0.0 does not say its licence: see what it is and say it in tools/dependencies.mjs.',
    ]);
    expect(shippedPackages(lock).map(({ name }) => name)).toEqual([
      '@deep/copyleft',
      'good',
      'png-js',
      'silent',
    ]);
  });

  it('keep no word about a package that speaks for itself or is gone', () => {
    const gone = 'png-js says its licence itself now, or is gone: take it out of tools/dependencies.mjs.';
    expect(licenceTroubles({ packages: {} })).toEqual([gone]);
    const speaks = lockWith({ 'node_modules/png-js': { version: '2.0.0', license: 'MIT' } });
    expect(licenceTroubles(speaks)).toEqual([gone]);
  });
});

describe('holes that are reported', () => {
  const hole = {
    name: 'parser',
    title: 'Runs forever',
    url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
    severity: 'high',
  };
  /** As npm says it: by the package that has it, and by those that stand on that package. */
  const audit = { vulnerabilities: { parser: { via: [hole] }, above: { via: ['parser'] } } };
  const entry = {
    advisory: 'GHSA-aaaa-bbbb-cccc',
    package: 'parser',
    because: 'Reads only files that we have written ourselves.',
    until: '2027-01-31',
  };

  it('fail, each once, with where to read', () => {
    expect(advisoryTroubles(audit, [], '2026-11-22')).toEqual([
      'parser: Runs forever (high, GHSA-aaaa-bbbb-cccc). https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
    ]);
  });

  it('are accepted with a reason, to a day', () => {
    expect(advisoryTroubles(audit, [entry], '2027-01-31')).toEqual([]);
    expect(advisoryTroubles(audit, [entry], '2027-02-01')[0]).toMatch(/was accepted until 2027-01-31/);
    expect(advisoryTroubles(audit, [{ ...entry, because: 'ok' }], '2026-11-22')[0]).toMatch(
      /without a reason/,
    );
    expect(advisoryTroubles(audit, [{ ...entry, until: 'later' }], '2026-11-22')[0]).toMatch(/last day/);
  });

  it('and an acceptance of what nobody reports any more fails too', () => {
    expect(advisoryTroubles({ vulnerabilities: {} }, [entry], '2026-11-22')[0]).toMatch(/take it out/);
    expect(advisoryTroubles(audit, [entry, { ...entry, package: 'other' }], '2026-11-22')).toHaveLength(1);
  });
});
