import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ApiProblem, createClient } from '@rocket/contracts';
import { carryOutLoad, readStanding, sellersToday } from './carry-out-load';
import { checkOffers, type Checked, type CheckedOffer, type OfferTexts } from './check-offer';
import { planLoad } from './plan-load';
import { tellDifferences } from './tell-differences';
import { nameOfField, shelfWords, type Language } from './words';

const USAGE = `npm run offers -- check [folder…]            проверить файлы; без папки — все
npm run offers -- diff <folder> <folder>     чем второе издание отличается от первого
npm run offers -- load <folder> --url https://… --token …   что изменит загрузка; с --yes — загрузить
  --lang en                                  по-английски`;

/** What a command answers: lines for the terminal, and whether all went well. */
export interface Answer {
  readonly lines: readonly string[];
  readonly ok: boolean;
}

/** Something the person at the terminal did wrong, in a sentence. */
class Misuse extends Error {}

/**
 * `npm run offers`.
 * @param shelf the folder of offers of this repository
 * @param now the machine's time: the installation has a clock of its own, which is asked first
 */
export async function runCommand(words: readonly string[], shelf: string, now: Date): Promise<Answer> {
  try {
    const { positionals, values } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        lang: { type: 'string', default: 'ru' },
        url: { type: 'string' },
        token: { type: 'string' },
        yes: { type: 'boolean', default: false },
      },
    });
    const language: Language = values.lang === 'en' ? 'en' : 'ru';
    const [command, ...folders] = positionals;
    if (command === 'check') return check(folders, shelf, language);
    if (command === 'diff' && folders.length === 2) return diff(folders[0]!, folders[1]!, language);
    const { url, token } = values;
    if (command === 'load' && folders.length === 1 && url && token)
      return await load(folders[0]!, { url, token, yes: values.yes, now }, shelf, language);
    return { lines: [USAGE], ok: false };
  } catch (error) {
    const isPlain =
      error instanceof Misuse || error instanceof ApiProblem || (error as Error).name === 'TypeError';
    if (!isPlain) throw error;
    const fields = error instanceof ApiProblem ? (error.problem.errors ?? []) : [];
    return {
      lines: [(error as Error).message, ...fields.map(({ path, message }) => `${path}: ${message}`)],
      ok: false,
    };
  }
}

function check(asked: readonly string[], shelf: string, language: Language): Answer {
  const w = shelfWords(language);
  const all = foldersOf(shelf);
  const wanted = asked.length > 0 ? asked.map(folderOf) : all;
  // Codes are taken across sellers: the others are read as well, what is wrong with them is not said.
  const others = all.filter(
    (folder) => !wanted.includes(folder) && basename(folder) !== basename(wanted[0]!),
  );
  const { offers, findings } = checkOffers([...others, ...wanted].map(textsOf), language);
  const names = new Set(wanted.map((folder) => basename(folder)));
  const mine = findings.filter(({ file }) => names.has(file.split('/')[0]!));
  if (mine.length > 0) return { lines: [...tell(mine, wanted, language), w.wrong(mine.length)], ok: false };
  const checked = offers.filter(({ folder }) => names.has(folder));
  const products = checked.reduce((sum, each) => sum + each.products.length, 0);
  const prices = checked.reduce(
    (sum, each) => sum + each.products.reduce((inside, product) => inside + product.prices.length, 0),
    0,
  );
  return { lines: [w.allWell(checked.length, products, prices)], ok: true };
}

function diff(before: string, after: string, language: Language): Answer {
  const [was, becomes] = [before, after].map((folder) => {
    const read = readOffer(folderOf(folder), language);
    // Two editions of one offer lie in folders of other names.
    return 'offer' in read ? read.offer : raise(read.lines);
  });
  return { lines: tellDifferences(was!, becomes!, language), ok: true };
}

async function load(
  folder: string,
  { url, token, yes, now }: { url: string; token: string; yes: boolean; now: Date },
  shelf: string,
  language: Language,
): Promise<Answer> {
  const w = shelfWords(language);
  const checked = check([folder], shelf, language);
  const read = readOffer(folderOf(folder), language);
  if (!checked.ok || !('offer' in read)) return checked;
  const call = createClient(url.replace(/\/+$/, ''), (input, init) =>
    fetch(input, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), authorization: `Bearer ${token}` },
    }),
  );
  const { profile } = read.offer;
  const [standing, today] = [
    await readStanding(call, profile.code),
    await sellersToday(call, profile.timeZone, now),
  ];
  const plan = planLoad(read.offer, standing, today, language);
  if (plan.refusals.length > 0) return { lines: [...plan.lines, ...plan.refusals], ok: false };
  const isNothing =
    !plan.addsSeller && !plan.publishes && plan.newPrices.length + plan.newProducts.length === 0;
  if (isNothing) return { lines: [...plan.lines, w.nothingToDo], ok: true };
  if (!yes) return { lines: [...plan.lines, w.dry], ok: true };
  await carryOutLoad(call, read.offer, plan, today);
  return { lines: [...plan.lines, w.done], ok: true };
}

/** One folder by itself; what is wrong only beside other folders is not asked. */
function readOffer(folder: string, language: Language): { offer: CheckedOffer } | { lines: string[] } {
  const texts = textsOf(folder);
  const code = codeOf(texts.profile) ?? texts.folder;
  const { offers, findings } = checkOffers([{ ...texts, folder: code }], language);
  const [offer] = offers;
  return offer ? { offer } : { lines: tell(findings, [folder], language) };
}

function tell(findings: Checked['findings'], folders: readonly string[], language: Language): string[] {
  return findings.map(({ file, line, column, path, message }) => {
    const [name, rest] = file.split('/') as [string, string];
    const folder = folders.find((each) => basename(each) === name) ?? folders[0]!;
    const field = nameOfField(language, path);
    const where = relative(process.cwd(), join(folder, rest));
    return `${where}:${line}:${column} ${field ? `${field}: ` : ''}${message}`;
  });
}

const raise = (lines: readonly string[]): never => {
  throw new Misuse(lines.join('\n'));
};

function codeOf(profile: string): string | undefined {
  try {
    return (JSON.parse(profile) as { code?: string }).code;
  } catch {
    return undefined;
  }
}

/** A folder, or one of the files in it. */
function folderOf(path: string): string {
  const whole = resolve(path);
  if (!existsSync(whole)) throw new Misuse(`Нет такой папки / No such folder: ${path}`);
  return statSync(whole).isDirectory() ? whole : dirname(whole);
}

const foldersOf = (shelf: string): string[] =>
  readdirSync(shelf, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(shelf, entry.name, 'profile.json')))
    .map(({ name }) => join(shelf, name))
    .sort();

function textsOf(folder: string): OfferTexts {
  const read = (name: string): string => {
    const file = join(folder, name);
    if (!existsSync(file)) throw new Misuse(`Нет файла / No such file: ${relative(process.cwd(), file)}`);
    return readFileSync(file, 'utf8');
  };
  return { folder: basename(folder), profile: read('profile.json'), products: read('products.json') };
}
