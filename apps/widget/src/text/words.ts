import type { SubscriptionState, WidgetNoticeDto } from '@rocket/contracts';
import type { Language } from '../amocrm/amocrm-page';
import type { Refusal } from '../widget-api';
import { en } from './en';
import { ru } from './ru';

type Count = (count: number) => string;
type About = (what: string) => string;

/** Every sentence of the widget that the server does not write. One dictionary for each language. */
export interface Words {
  readonly locale: 'ru-RU' | 'en-GB';
  readonly name: string;
  readonly open: string;
  readonly openUnseen: Count;
  readonly close: string;
  readonly closeNotice: About;
  readonly collapse: string;
  readonly loading: string;
  readonly retry: string;
  readonly details: string;
  readonly newOnes: string;
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
  readonly tone: Readonly<Record<WidgetNoticeDto['tone'], string>>;
  readonly balance: string;
  readonly bonus: About;
  readonly noBonus: string;
  readonly lastsUntil: About;
  readonly lastsLong: string;
  readonly runOut: string;
  readonly openPanel: string;
  readonly openPanelByHand: string;
  readonly products: string;
  readonly noProducts: string;
  readonly noProductsHint: string;
  readonly state: Readonly<Record<SubscriptionState, string>>;
  readonly trialUntil: About;
  readonly freeUntil: About;
  readonly paidUntil: About;
  readonly wasPaidUntil: About;
  readonly resumesAfterTopUp: string;
  readonly renewalOff: string;
  readonly per: About;
  readonly connectTitle: string;
  readonly connectText: string;
  readonly connect: string;
  readonly connectHint: string;
  readonly stale: About;
  readonly refusal: Readonly<Record<string, string>>;
  readonly refused: string;
  readonly broken: string;
  readonly support: string;
  readonly consent: string;
}

export const wordsIn = (language: Language): Words => (language === 'en' ? en : ru);

/** A refusal as a person reads it: our sentence for a known code, else the server's, which is Russian. */
export function sayRefusal(words: Words, refusal: Refusal): string {
  const own = words.refusal[refusal.code];
  if (own) return own;
  return (words.locale === 'ru-RU' ? refusal.detail : null) ?? words.refused;
}
