// @ts-check
// What is decided about packages of others; nothing here touches the machine. See licences.mjs and audit.mjs.

/** Licences that let us ship a package without giving away our own sources. */
const ALLOWED = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['Unlicense', 'CC0-1.0', 'PostgreSQL', 'Zlib'],
  // Fonts, which documents embed.
  'OFL-1.1',
]);

/** Packages whose package.json does not say, each with where it is said. */
const SAID_ELSEWHERE = /** @type {Record<string, { licence: string, where: string }>} */ ({
  'png-js': { licence: 'MIT', where: 'its LICENSE file' },
});

/**
 * @typedef {{ name: string, version: string, licence: string | null }} Package
 * @typedef {{ packages: Record<string, { version?: string, license?: string, dev?: boolean, link?: boolean }> }} Lock
 */

/**
 * What is installed without the developers' packages, by name.
 * @param {Lock} lock package-lock.json
 * @returns {Package[]}
 */
export function shippedPackages(lock) {
  return Object.entries(lock.packages)
    .filter(([path, { dev, link }]) => path.includes('node_modules/') && !dev && !link)
    .map(([path, { version = '', license }]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      return { name, version, licence: license ?? SAID_ELSEWHERE[name]?.licence ?? null };
    })
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0));
}

/**
 * @param {Lock} lock package-lock.json
 * @returns {string[]} what is wrong, a sentence each
 */
export function licenceTroubles(lock) {
  const shipped = shippedPackages(lock);
  const silent = new Set(
    Object.entries(lock.packages)
      .filter(([, { license }]) => license === undefined)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)),
  );
  return [
    ...shipped
      .filter(({ licence }) => licence === null || !isAllowed(licence))
      .map(({ name, version, licence }) =>
        licence === null
          ? `${name} ${version} does not say its licence: see what it is and say it in tools/dependencies.mjs.`
          : `${name} ${version} is under ${licence}, which is not among those we may ship.`,
      ),
    ...Object.keys(SAID_ELSEWHERE)
      .filter((name) => !silent.has(name))
      .map(
        (name) => `${name} says its licence itself now, or is gone: take it out of tools/dependencies.mjs.`,
      ),
  ];
}

/** @param {string} licence an SPDX expression: of `OR` one will do, of `AND` all must */
export function isAllowed(licence) {
  return licence
    .replaceAll(/[()]/g, ' ')
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((name) => ALLOWED.has(name.trim())));
}

/**
 * @typedef {{ advisory: string, package: string, because: string, until: string }} Accepted `until`: 2027-03-31
 * @typedef {{ name: string, title: string, url: string, severity: string }} Advisory
 * @typedef {{ vulnerabilities?: Record<string, { via: (string | Advisory)[] }> }} Audit what `npm audit --json` says
 */

/**
 * @param {Audit} audit
 * @param {Accepted[]} accepted
 * @param {string} today 2026-11-22
 * @returns {string[]} what is wrong, a sentence each
 */
export function advisoryTroubles(audit, accepted, today) {
  /** @type {Map<string, Advisory>} */
  const found = new Map();
  for (const { via } of Object.values(audit.vulnerabilities ?? {}))
    for (const advisory of via)
      if (typeof advisory !== 'string') found.set(`${idOf(advisory)} ${advisory.name}`, advisory);
  const entries = new Map(accepted.map((entry) => [`${entry.advisory} ${entry.package}`, entry]));
  return [
    ...[...found]
      .filter(([key]) => !entries.has(key))
      .map(([, each]) => `${each.name}: ${each.title} (${each.severity}, ${idOf(each)}). ${each.url}`),
    ...accepted.flatMap((entry) => {
      const name = `${entry.advisory} of ${entry.package}`;
      if (!found.has(`${entry.advisory} ${entry.package}`))
        return [`${name} is accepted and nobody reports it any more: take it out.`];
      if (entry.because.trim().length < 20) return [`${name} is accepted without a reason.`];
      if (!/^\d{4}-\d\d-\d\d$/.test(entry.until)) return [`${name} is accepted without a last day.`];
      return entry.until < today ? [`${name} was accepted until ${entry.until}: decide anew.`] : [];
    }),
  ];
}

/** @param {Advisory} advisory */
const idOf = ({ url }) => url.slice(url.lastIndexOf('/') + 1);
