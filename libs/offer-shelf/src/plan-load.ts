import {
  assertPublishable,
  holdsFrom,
  versionInForce,
  versionNoticeDays,
  type OfferTerms,
} from '@rocket/catalog';
import type { OfferProfileDto, OfferVersionDto, PriceDto, ProductDto } from '@rocket/contracts';
import { DomainError, localDate, type LocalDate } from '@rocket/kernel';
import {
  changedOfProduct,
  changedOfSeller,
  isSame,
  nameOfPrice,
  priceChanges,
  tellTerms,
  writePrice,
  type Offer,
} from './tell-differences';
import { shelfWords, type Language } from './words';

/** A seller as a running installation has it. */
export interface Standing {
  readonly profile: OfferProfileDto;
  /** The latest to take effect first. */
  readonly versions: readonly OfferVersionDto[];
  readonly products: readonly ProductDto[];
}

/** What loading a folder would do. */
export interface LoadPlan {
  /** In words, for whoever decides. */
  readonly lines: readonly string[];
  /** Why it cannot be done at all. */
  readonly refusals: readonly string[];
  readonly addsSeller: boolean;
  readonly publishes: boolean;
  readonly newProducts: readonly Offer['products'][number][];
  readonly newPrices: readonly {
    readonly product: string;
    readonly price: Offer['products'][number]['prices'][number];
  }[];
}

/**
 * What has to be done so that an installation sells by a folder: a new seller with everything, or a new version of its offer and what
 * is new in its catalogue. What is published never changes; what loading cannot change is said.
 * @param today the seller's day
 */
export function planLoad(
  offer: Offer,
  standing: Standing | null,
  today: LocalDate,
  language: Language,
): LoadPlan {
  const w = shelfWords(language);
  const { profile, products } = offer;
  if (standing === null) {
    const prices = products.reduce((sum, each) => sum + each.prices.length, 0);
    const lines = [w.newSeller(profile.name, products.length, prices)];
    return {
      ...{ lines, refusals: [], addsSeller: true, publishes: false, newProducts: products },
      newPrices: products.flatMap(({ code, prices: all }) => all.map((price) => ({ product: code, price }))),
    };
  }
  const version = planVersion(profile, standing, today, language);
  const catalogue = planCatalogue(offer, standing, language);
  const seller = changedOfSeller(standing.profile, profile).filter((name) => name !== 'currency');
  return {
    ...catalogue,
    ...version,
    addsSeller: false,
    lines: [
      ...version.lines,
      ...(seller.length > 0 ? [w.profileStays(seller.map((name) => w.fields[name] ?? name).join(', '))] : []),
      ...catalogue.lines,
    ],
  };
}

function planVersion(
  profile: OfferProfileDto,
  { profile: seller, versions }: Standing,
  today: LocalDate,
  language: Language,
): Pick<LoadPlan, 'lines' | 'refusals' | 'publishes'> {
  const w = shelfWords(language);
  const { terms } = profile;
  if (profile.currency !== seller.currency)
    return { lines: [], publishes: false, refusals: [w.currencyChanged(seller.currency, profile.currency)] };
  const published = versions.find(({ version }) => version === terms.version);
  if (published) {
    const isIt = isSame(published.terms, terms);
    return {
      lines: isIt ? [w.versionStands(terms.version)] : [],
      refusals: isIt ? [] : [w.versionChanged(terms.version), ...tellTerms(published.terms, terms, language)],
      publishes: false,
    };
  }
  const known = versions.map((each) => ({
    ...each,
    effectiveFrom: localDate(each.effectiveFrom),
    publishedAt: new Date(each.publishedAt),
  }));
  const inForce = versionInForce(known, today) ?? known[0];
  const latest = versions[0]?.terms ?? seller.terms;
  const lines = [
    w.newVersion(terms.version, terms.effectiveFrom),
    ...tellTerms(latest, terms, language).map((line) => `  ${line}`),
  ];
  try {
    assertPublishable({ ...seller, terms: seller.terms as OfferTerms }, known, terms as OfferTerms, today);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'notice_too_short')) throw error;
    return { lines, refusals: [refusal(error)], publishes: false };
  }
  const noticeDays = versionNoticeDays(inForce?.terms ?? seller.terms);
  const effectiveFrom = localDate(terms.effectiveFrom);
  const over = holdsFrom({ effectiveFrom, toldOn: today, accepted: false, noticeDays })!;
  return { lines: [...lines, w.accountsOver(over, noticeDays)], refusals: [], publishes: true };

  function refusal(error: DomainError): string {
    const earliest = String(error.facts['earliest']);
    const isAnnounced = known.some(({ effectiveFrom: from }) => from === earliest && from > today);
    return isAnnounced ? w.announcedLater(earliest) : w.tooSoon(earliest);
  }
}

function planCatalogue(
  { profile, products }: Offer,
  standing: Standing,
  language: Language,
): Pick<LoadPlan, 'lines' | 'newProducts' | 'newPrices'> {
  const w = shelfWords(language);
  const lines: string[] = [];
  const newProducts: Offer['products'][number][] = [];
  const newPrices: LoadPlan['newPrices'][number][] = [];
  for (const product of products) {
    const { code, name, prices } = product;
    const there = standing.products.find((each) => each.code === code);
    if (!there) {
      lines.push(w.newProduct(name, prices.length));
      newProducts.push(product);
      newPrices.push(...prices.map((price) => ({ product: code, price })));
      continue;
    }
    const fields = changedOfProduct(asFile(there), asFile(product)).map((each) => w.fields[each] ?? each);
    if (fields.length > 0) lines.push(w.productChanged(name, fields.join(', ')));
    for (const { price, was } of priceChanges(there.prices.map(priceAsFile).reverse(), prices)) {
      const sum = (one: typeof price) => writePrice(one, profile.currency, language);
      lines.push(w.newPrice(name, nameOfPrice(price, language), was ? sum(was) : w.none, sum(price)));
      newPrices.push({ product: code, price });
    }
  }
  for (const { code, name } of standing.products)
    if (!products.some((each) => each.code === code)) lines.push(w.productStays(name));
  if (newPrices.some(({ product }) => standing.products.some(({ code }) => code === product)))
    lines.push(w.pricesForNewcomers);
  return { lines, newProducts, newPrices };
}

/** What both a file and the catalogue say of a product that no price says. */
const asFile = (product: ProductDto | Offer['products'][number]) => ({
  name: product.name,
  kind: product.kind,
  tariffUnit: product.tariffUnit,
  summary: product.summary ?? null,
  english: product.english ? { name: product.english.name, summary: product.english.summary ?? null } : null,
  quantityFollows: product.quantityFollows ?? null,
  instances: product.instances ?? 'one',
  tariffs: product.tariffs ?? [],
  freePlan: product.freePlan ?? null,
});

/** A price of the catalogue as a file would say it. */
function priceAsFile(price: PriceDto): Offer['products'][number]['prices'][number] {
  const { id: _, validFrom: __, unitPrice, tiers, tierMode, usagePrices, isPackage, ...rest } = price;
  return {
    ...rest,
    unitPrice: unitPrice.amount,
    ...(isPackage ? { isPackage } : {}),
    ...(tierMode && tierMode !== 'graduated' ? { tierMode } : {}),
    ...(tiers
      ? {
          tiers: tiers.map(({ flatFee, ...tier }) => ({
            ...tier,
            unitPrice: tier.unitPrice.amount,
            ...(flatFee ? { flatFee: flatFee.amount } : {}),
          })),
        }
      : {}),
    ...(usagePrices
      ? { usagePrices: usagePrices.map((each) => ({ ...each, unitPrice: each.unitPrice.amount })) }
      : {}),
  };
}
