import { offerProducts, offerProfile, type OfferProductsDto, type OfferProfileDto } from '@rocket/contracts';
import { z } from 'zod';
import { readJson, type JsonFile, type Position } from './json-file';
import { shelfWords, type Language } from './words';

/** The two files of a folder, as they are written. */
export interface OfferTexts {
  /** The name of the folder. */
  readonly folder: string;
  readonly profile: string;
  readonly products: string;
}

export interface Finding extends Position {
  /** `astars/products.json`. */
  readonly file: string;
  /** `products[3].prices[0].period`; empty: the whole file. */
  readonly path: string;
  readonly message: string;
}

/** A folder that was read without findings. */
export interface CheckedOffer {
  readonly folder: string;
  readonly profile: OfferProfileDto;
  readonly products: OfferProductsDto['products'];
}

export interface Checked {
  readonly offers: readonly CheckedOffer[];
  readonly findings: readonly Finding[];
}

type Complain = (path: readonly PropertyKey[], message: string) => void;

/** Reads folders of offers: each by the schemas a door would refuse it by, then what they say of one another. */
export function checkOffers(texts: readonly OfferTexts[], language: Language): Checked {
  const findings: Finding[] = [];
  const offers: CheckedOffer[] = [];
  const taken = new Taken();
  for (const { folder, profile, products } of texts) {
    const complain = (name: string, file: JsonFile): Complain => {
      return (path, message) =>
        findings.push({
          file: `${folder}/${name}`,
          line: (file.broken ?? file.at(path)).line,
          column: (file.broken ?? file.at(path)).column,
          path: writePath(path),
          message,
        });
    };
    const files = { profile: readJson(profile), products: readJson(products) };
    const ofProfile = complain('profile.json', files.profile);
    const ofProducts = complain('products.json', files.products);
    const before = findings.length;
    const seller = parse(offerProfile, files.profile, ofProfile, language);
    const goods = parse(offerProducts, files.products, ofProducts, language);
    if (seller) checkSeller(seller, folder, taken, ofProfile, language);
    if (goods) checkCodes(goods, folder, taken, ofProducts, language);
    if (seller && goods) checkTogether(seller, goods, ofProducts, language);
    if (seller && goods && findings.length === before)
      offers.push({ folder, profile: seller, products: goods.products });
  }
  return { offers, findings };
}

/** Codes are the installation's: of two sellers no product may have the same. */
class Taken {
  readonly sellers = new Map<string, string>();
  readonly products = new Map<string, string>();
}

function parse<S extends z.ZodType>(
  schema: S,
  file: JsonFile,
  complain: Complain,
  language: Language,
): z.output<S> | null {
  const w = shelfWords(language);
  if (file.broken) {
    complain([], w.notJson);
    return null;
  }
  const { localeError } = language === 'ru' ? z.locales.ru() : z.locales.en();
  const read = schema.safeParse(file.value, { error: localeError });
  if (read.success) return read.data;
  for (const issue of read.error.issues) {
    if (issue.code === 'unrecognized_keys')
      for (const key of issue.keys) complain([...issue.path, key], w.unknownField);
    else complain(issue.path, isThere(file.value, issue.path) ? issue.message : w.missing);
  }
  return null;
}

const isThere = (value: unknown, path: readonly PropertyKey[]): boolean =>
  path.reduce<unknown>(
    (inside, part) => (inside as Record<PropertyKey, unknown> | undefined)?.[part],
    value,
  ) !== undefined;

function checkSeller(
  { code }: OfferProfileDto,
  folder: string,
  taken: Taken,
  complain: Complain,
  language: Language,
): void {
  const w = shelfWords(language);
  const owner = taken.sellers.get(code);
  if (owner !== undefined) complain(['code'], w.codeTaken(code, owner));
  else taken.sellers.set(code, folder);
  if (code !== folder) complain(['code'], w.otherFolder(code, folder));
}

function checkCodes(
  { products }: OfferProductsDto,
  folder: string,
  taken: Taken,
  complain: Complain,
  language: Language,
): void {
  products.forEach(({ code }, nth) => {
    const owner = taken.products.get(code);
    // Within a file the schema says so itself.
    if (owner !== undefined && owner !== folder)
      complain(['products', nth, 'code'], shelfWords(language).codeTaken(code, owner));
    else taken.products.set(code, folder);
  });
}

/** What the doors would ask of both: periods the terms sell, partners they name, units that have a name. */
function checkTogether(
  { terms }: OfferProfileDto,
  { products }: OfferProductsDto,
  complain: Complain,
  language: Language,
): void {
  const w = shelfWords(language);
  products.forEach(({ partner, prices, units }, nth) => {
    if (partner !== undefined && !terms.partners?.some(({ code }) => code === partner))
      complain(['products', nth, 'partner'], w.noPartner(partner));
    prices.forEach(({ period, limits = [], usagePrices = [] }, index) => {
      const at = ['products', nth, 'prices', index];
      if (terms.periods && !terms.periods.includes(period))
        complain([...at, 'period'], w.periodNotSold(period, terms.periods.join(', ')));
      if (!units) return;
      const named = (unit: string) => units.some(({ code }) => code === unit);
      limits.forEach(({ unit }, which) => {
        if (!named(unit)) complain([...at, 'limits', which, 'unit'], w.noUnit(unit));
      });
      usagePrices.forEach(({ unit }, which) => {
        if (!named(unit)) complain([...at, 'usagePrices', which, 'unit'], w.noUnit(unit));
      });
    });
  });
}

/** `products[3].prices[0].period`. */
const writePath = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
