import type { AccountDto, GoodsDto, ProductDto, SubscriptionState, WidgetNoticeDto } from '@rocket/contracts';
import type { Language } from '../amocrm/amocrm-page';
import type { Refusal } from '../widget-api';
import type { CornerWords } from './corner-words';
import { en } from './en';
import { ru } from './ru';

type Count = (count: number) => string;
type About = (what: string) => string;
type ProductKind = ProductDto['kind'];

/** Every sentence of the widget that the server does not write. One dictionary for each language, its corner apart. */
export interface Words extends CornerWords {
  readonly close: string;
  readonly closeNotice: About;
  readonly tone: Readonly<Record<WidgetNoticeDto['tone'], string>>;
  readonly understood: string;
  readonly decide: string;
  /** By page of the panel; the empty key is for any other address. */
  readonly act: Readonly<Record<string, string>>;
  readonly openPanel: string;
  readonly openPanelByHand: string;
  readonly now: string;
  readonly newPrice: string;
  readonly from: string;
  readonly lasts: string;
  readonly advised: string;
  readonly onBalance: string;
  readonly freeUntil: string;
  readonly afterwards: string;
  readonly missing: string;
  readonly resumesByItself: string;
  readonly per: About;
  readonly refusal: Readonly<Record<string, string>>;
  readonly refused: string;
  readonly notices: string;
  readonly noNotices: string;
  readonly noNoticesHint: string;
  readonly markAllSeen: string;
  readonly unseen: string;
  readonly refusePrice: string;
  readonly refuseYes: string;
  readonly keepProduct: string;
  readonly changeMind: string;
  /** The last day of use; null when no end is in sight. */
  readonly refuseConsequence: (lastDay: string | null) => string;
  readonly priceRefused: (lastDay: string | null) => string;
  readonly endsAfter: About;
  readonly balance: string;
  readonly bonus: About;
  readonly noBonus: string;
  readonly lastsUntil: About;
  readonly lastsLong: string;
  readonly runOut: string;
  /** The sentences that name what the seller sells, in its own word. */
  readonly ofGoods: (goods: GoodsDto) => Partial<Words>;
  readonly products: string;
  readonly noProducts: string;
  readonly noProductsHint: string;
  readonly state: Readonly<Record<SubscriptionState, string>>;
  readonly trialUntil: About;
  readonly givenUntil: About;
  readonly paidUntil: About;
  readonly wasPaidUntil: About;
  readonly resumesAfterTopUp: string;
  readonly renewalOff: string;
  readonly connectTitle: string;
  readonly connectText: string;
  readonly connect: string;
  readonly connectHint: string;
  readonly stale: About;
  readonly consent: string;
  readonly shopTitle: string;
  readonly search: string;
  readonly allKinds: string;
  readonly kinds: Readonly<Record<ProductKind, string>>;
  readonly kindOf: Readonly<Record<ProductKind, string>>;
  readonly nothingFound: string;
  readonly showAll: string;
  readonly forUnits: (quantity: number, unit: string) => string;
  readonly quantity: string;
  readonly period: string;
  readonly tryFree: Count;
  readonly goOnTrial: string;
  readonly connectProduct: string;
  readonly about: About;
  readonly askConnect: About;
  readonly askTrial: (lastDay: string) => string;
  /** What a promotion gives: the last free day, its name, after the trial or not, for how many units at most. */
  readonly promised: (lastDay: string, name: string, afterTrial: boolean, most: number | null) => string;
  readonly askFree: (lastDay: string, promotion: string | null) => string;
  readonly askFreeAfterTrial: (lastDay: string, promotion: string | null) => string;
  readonly askTrialThen: (amount: string, on: string) => string;
  readonly askTrialEnds: string;
  readonly askCharge: (amount: string, on: string) => string;
  readonly askPaidUntil: About;
  readonly askNext: (amount: string, on: string) => string;
  readonly askNoRenewal: About;
  readonly counting: string;
  readonly payYes: About;
  readonly trialYes: string;
  readonly cancel: string;
  readonly notEnough: (required: string, available: string) => string;
  readonly topUpBy: About;
  readonly renewal: string;
  readonly renewalOf: About;
  readonly askRenewalOn: (amount: string, per: string, on: string) => string;
  readonly askRenewalOff: About;
  readonly turnOn: string;
  readonly turnOff: string;
  readonly connectedNow: About;
  readonly mayNotSpend: string;
  readonly contractOver: string;
  readonly next30: About;
  readonly cardAt: string;
  readonly noneConnected: string;
  readonly noneConnectedHint: string;
  readonly more: Count;
  readonly allProducts: string;
}

export const wordsIn = (language: Language): Words => (language === 'en' ? en : ru);

/** A refusal as a person reads it: our sentence for a known code, else the server's, which is Russian. */
export function sayRefusal(words: Words, refusal: Refusal): string {
  const own = words.refusal[refusal.code];
  if (own) return own;
  return (words.locale === 'ru-RU' ? refusal.detail : null) ?? words.refused;
}

/** The words of an account: what its seller sells is called as the seller calls it; nothing is promised of a top-up to a blocked one. */
export const wordsOf = (
  words: Words,
  { goods, blockedFor }: Pick<AccountDto, 'goods' | 'blockedFor'>,
): Words =>
  goods || blockedFor
    ? {
        ...words,
        ...(goods ? words.ofGoods(goods) : {}),
        ...(blockedFor ? { resumesAfterTopUp: '' } : {}),
      }
    : words;
