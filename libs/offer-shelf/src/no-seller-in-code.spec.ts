import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readOffer } from '@rocket/contracts';
import { OFFERS } from '@rocket/offers';

const ROOT = join(__dirname, '../../..');
/** What runs at a seller's: rooms of the repository without their tests. */
const ROOMS = ['apps', 'libs', 'migrations', 'tools'];
const IS_CODE = /\.(ts|tsx|mjs|cjs|js|json|css|html)$/;
const IS_LEFT_OUT = /(^|\/)(node_modules|dist|coverage|test)\/|\.spec\.tsx?$|\/sample-documents\.ts$/;

/** Comments may name the offer whose clause made us do something; statements of SQL have comments of their own. */
const withoutComments = (text: string): string =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/ .*$/gm, '')
    .replace(/^\s*-- .*$/gm, '');

const marks = OFFERS.flatMap((offer) => {
  const { code, name, requisites } = readOffer(offer).profile;
  const { legalName, inn, shortName, settlementAccount } = requisites;
  return [code, name, legalName, shortName, inn, settlementAccount].filter((mark) => mark !== undefined);
});

it.each(ROOMS)('nothing in %s knows a seller: neither its code, nor its name, nor its requisites', (room) => {
  const known = readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
    .map((path) => `${room}/${path.replaceAll('\\', '/')}`)
    .filter((path) => IS_CODE.test(path) && !IS_LEFT_OUT.test(path))
    .flatMap((path) => {
      const text = withoutComments(readFileSync(join(ROOT, path), 'utf8')).toLowerCase();
      return marks.filter((mark) => text.includes(mark.toLowerCase())).map((mark) => `${path}: ${mark}`);
    });
  expect(known).toEqual([]);
});

it('a mark in code is found, one in a comment is not', () => {
  const code = `if (seller === '${marks[0]}') {}`;
  expect(
    withoutComments(`${code} // as ${marks[0]} 5.1\n/** (${marks[0]} 3.3) */\n  -- ${marks[0]} 6.1`).trim(),
  ).toBe(code);
});
