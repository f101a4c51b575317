import {
  routes,
  type AccountDto,
  type DocumentDto,
  type EntriesFilterDto,
  type EntriesPageDto,
  type EntryDto,
  type Language,
  type PriceDto,
  type ProductDto,
  type SubscriptionDto,
} from '@rocket/contracts';
import { addDays, dayOf, type LocalDate } from '@rocket/kernel';
import { call } from '../api';
import type { Period } from './period-choice';
import { refresh, useList, useLoaded } from '../load';
import { words } from '../text/words';

/** Everything read about one account is kept under its id, so that one act refreshes all of it. */
const keyOf = (id: string, what: string): string => `account/${id}/${what}`;
export const refreshAccount = (id: string): void => refresh(keyOf(id, ''));

/** More than anybody connects: such a list is shown as one. */
const WHOLE = 200;

/** Those that live in the customer's order of importance, then the ended ones, the latest first. */
const inOrder = (subscriptions: SubscriptionDto[]): SubscriptionDto[] => {
  const place = ({ state, rank }: SubscriptionDto) => (state === 'ended' ? Infinity : rank);
  return subscriptions.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
};

const at = (id: string) => ({ params: { id } });

export const useBalance = (id: string) => useLoaded(keyOf(id, 'balance'), () => call(routes.balance, at(id)));
export const useAccount = (id: string) => useLoaded(keyOf(id, 'account'), () => call(routes.account, at(id)));
export const useTermination = (id: string) =>
  useLoaded(keyOf(id, 'termination'), async () => (await call(routes.termination, at(id))) ?? null);
/** When the contract would end by a notice given today. */
export const useLeavingDays = (id: string) =>
  useLoaded(keyOf(id, 'leaving-days'), () => call(routes.leavingDays, at(id)));
export const useProfile = (id: string) =>
  useLoaded(keyOf(id, 'profile'), async () => (await call(routes.profile, at(id))) ?? null);
/** What promotions would give the account for connecting today. */
export const usePromisedTerms = (id: string) =>
  useLoaded(keyOf(id, 'promised-terms'), async () => (await call(routes.promisedTerms, at(id))).items);
export const useSubscriptions = (id: string) => {
  const lang = words.value.language;
  return useLoaded(keyOf(id, `subscriptions ${lang}`), async () =>
    inOrder((await call(routes.subscriptions, { ...at(id), query: { limit: WHOLE, lang } })).items),
  );
};
/** Projects of one product, newest first. Few are more than a screen holds. */
export const useProjects = (id: string, product: string) =>
  useLoaded(
    keyOf(id, `projects/${product}`),
    async () => (await call(routes.projects, { ...at(id), query: { limit: WHOLE, product } })).items,
  );
/** Limits and metered use, by subscription. */
export const useUsage = (id: string) =>
  useLoaded(keyOf(id, 'usage'), async () => {
    const { items } = await call(routes.accountUsage, at(id));
    return new Map(items.map((one) => [one.subscriptionId, one]));
  });
export const usePriceChanges = (id: string) => {
  const lang = words.value.language;
  return useLoaded(
    keyOf(id, `price-changes ${lang}`),
    async () => (await call(routes.accountPriceChanges, { ...at(id), query: { limit: WHOLE, lang } })).items,
  );
};
export const useForecast = (id: string, until: LocalDate | null) =>
  useLoaded(until && keyOf(id, `forecast/${until}`), () =>
    call(routes.forecast, { ...at(id), query: { until: until ?? '' } }),
  );

const PAGE = 50;
/** What narrows the journal. Its entries never change, so a page read is a page kept. */
export type EntriesWish = Pick<EntriesFilterDto, 'kind' | 'product' | 'subscription'> & Period;
const ENTRIES_AT_ONCE = 100;
export const useEntries = (id: string, { kind, product, subscription, from, to }: EntriesWish) =>
  useList<EntryDto, Pick<EntriesPageDto, 'total'>>(
    keyOf(id, `entries/${[kind, product, subscription, from, to].map((each) => each ?? '').join('/')}`),
    (cursor) =>
      call(routes.entries, {
        ...at(id),
        query: { limit: ENTRIES_AT_ONCE, cursor, kind, product, subscription, from, to },
      }),
    true,
  );
export const useInvoices = (id: string | null) =>
  useList(id && keyOf(id, 'invoices'), (cursor) =>
    call(routes.invoices, { ...at(id ?? ''), query: { limit: PAGE, cursor } }),
  );
export const useDocuments = (id: string, kind: string | undefined, { from, to }: Period) =>
  useList(keyOf(id, `documents/${kind ?? ''}/${from ?? ''}/${to ?? ''}`), (cursor) =>
    call(routes.documents, {
      ...at(id),
      query: { limit: PAGE, cursor, kind: kind as 'upd' | undefined, from, to },
    }),
  );
/** Every document that waits for the customer: few are open at a time, so they are read whole. */
export const useAskedDocuments = (id: string) =>
  useLoaded(keyOf(id, 'documents/asked'), async () => {
    const items: DocumentDto[] = [];
    let cursor: string | undefined;
    do {
      const page = await call(routes.documents, {
        ...at(id),
        query: { asked: 'customer', limit: WHOLE, cursor },
      });
      items.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return items;
  });
export const useNotices = (id: string, lang: Language) =>
  useList(keyOf(id, `notices ${lang}`), (cursor) =>
    call(routes.notices, { ...at(id), query: { limit: PAGE, cursor, lang } }),
  );
export const useGrants = (id: string) =>
  useList(keyOf(id, 'grants'), (cursor) =>
    call(routes.bonusGrants, { ...at(id), query: { limit: PAGE, cursor } }),
  );

/** Everything that is sold: a catalogue is small, so it is read whole. */
export const useProducts = () => {
  const lang = words.value.language;
  return useLoaded(`products ${lang}`, async () => {
    const items: ProductDto[] = [];
    let cursor: string | undefined;
    do {
      const page = await call(routes.products, { query: { limit: 200, cursor, lang } });
      items.push(...page.items);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    return items;
  });
};

/** The seller with the terms the account stands under: the server decides by these, newcomers may accept newer ones already. */
export const useSellerOf = (account: Pick<AccountDto, 'seller' | 'offerVersion'> | undefined) =>
  useLoaded(account ? `seller/${account.seller}/${account.offerVersion}` : null, () =>
    call(routes.sellerProfile, {
      params: { code: account?.seller ?? '' },
      query: { version: account?.offerVersion ?? '' },
    }),
  );

/** Today by the server's clock, which the sandbox moves, in the seller's zone. */
export const todayOf = (asOf: string, timeZone = 'Europe/Moscow'): LocalDate =>
  dayOf(new Date(asOf), timeZone);
export const inDays = (day: LocalDate, days: number): LocalDate => addDays(day, days);

/**
 * What a newcomer pays today, one price for each period of a tariff: the newest version that is already valid (rule 9). Tariffs in
 * their order; with `tariff`, of that one alone.
 */
export function currentPrices(product: ProductDto, today: LocalDate, tariff?: string): PriceDto[] {
  const newest = new Map<string, PriceDto>();
  for (const price of product.prices) {
    const name = `${price.tariff ?? ''} ${price.period}`;
    const known = newest.get(name);
    const isAsked = tariff === undefined || price.tariff === tariff;
    if (isAsked && price.validFrom <= today && (!known || price.validFrom >= known.validFrom))
      newest.set(name, price);
  }
  const place = ({ tariff: code }: PriceDto) => product.tariffs?.findIndex((each) => each.code === code) ?? 0;
  return [...newest.values()].sort((a, b) => place(a) - place(b));
}
