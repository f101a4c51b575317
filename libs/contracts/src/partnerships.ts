import { z } from 'zod';
import { accountStates } from './accounts';
import { language } from './language';
import { businessDate, money, page, pageQuery, positiveMoney, reason, uuid } from './primitives';
import { route } from './route';

/** What a reward is a share of: money that customers put on their balance, or money they spend on products. */
export const rewardBases = ['top_ups', 'charges'] as const;

/** A month of the seller's calendar. */
export const month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Месяц пишется как ГГГГ-ММ')
  .meta({ id: 'Month' });

const MOST_MONTHS = 120;

/** By what a partner is rewarded from a month on. */
export const rewardTerms = z
  .strictObject({
    from: month,
    base: z.enum(rewardBases, 'Выберите, от чего считать вознаграждение'),
    /** Of sums as the customer pays them, VAT included. */
    percent: z
      .string()
      .regex(/^(?!0\d)\d{1,3}(\.\d{1,2})?$/, 'Процент — число до двух знаков после точки: «20», «12.5»')
      .refine((text) => Number(text) > 0 && Number(text) <= 100, 'Процент — больше нуля и не больше ста'),
    /** How many months after a customer came it is rewarded for; null: as long as the customer stays. */
    months: z
      .int('Целое число месяцев')
      .min(1, 'Не меньше одного месяца')
      .max(MOST_MONTHS, `Не больше ${MOST_MONTHS} месяцев`)
      .nullable(),
  })
  .meta({ id: 'RewardTerms' });

export const partnership = z
  .object({
    /** Customers who give it are brought by this partner. */
    code: z.string(),
    contract: z.object({ number: z.string(), signedOn: businessDate }),
    /** Contracts before this one, the newest first: what was earned by them stays. */
    endedContracts: z.array(
      z.object({ number: z.string(), signedOn: businessDate, from: month, endsOn: businessDate }),
    ),
    /** The partner's code in the offer, which has lists of its own for customers of the partner (Astars, appendix 1). */
    offerCode: z.string().nullable(),
    /** The last day of the partnership; rewards stand, new ones do not arise. */
    endsOn: businessDate.nullable(),
    /** The newest first; one that begins later than this month is announced. */
    terms: z.array(rewardTerms),
    /** Rewards of months that are over, less what was taken back. */
    earned: money,
    paid: money,
    /** What is still to be paid; below zero: it is held back from the next rewards. */
    due: money,
    /** The month under way: what would be earned if it ended now. */
    underWay: z.object({ month, amount: money }),
    customers: z.number().int(),
  })
  .meta({ id: 'Partnership' });

export const broughtCustomer = z
  .object({
    id: uuid,
    name: z.string(),
    subdomain: z.string(),
    state: z.enum(accountStates),
    since: z.string(),
    /** Of one who is not this partner's any more: until when they were. */
    until: z.string().nullable(),
    /** The last day that is rewarded; null: no limit. */
    rewardedUntil: businessDate.nullable(),
    /** What was counted so far, of months that are over. */
    counted: money,
    earned: money,
  })
  .meta({ id: 'BroughtCustomer' });

export const partnerReward = z
  .object({
    month,
    customer: z.object({ id: uuid, name: z.string() }),
    /** Below zero: more came back than was paid. */
    counted: money,
    /** Null where it is taken back: then it is the share that was earned. */
    percent: z.string().nullable(),
    /** Below zero: taken back. */
    amount: money,
    /** Number of the contract it was earned by. */
    contract: z.string(),
  })
  .meta({ id: 'PartnerReward' });

export const partnerPayout = z
  .object({
    id: uuid,
    paidOn: businessDate,
    amount: money,
    /** Number of the payment order. */
    reference: z.string(),
    /** Number of the contract that held, or was the last, on that day. */
    contract: z.string(),
    /** The bank sent it back: it is due again. */
    returnedOn: businessDate.nullable(),
  })
  .meta({ id: 'PartnerPayout' });

const FORMATS = ['json', 'csv', 'xlsx', 'pdf'] as const;
export const partnerStatementQuery = z
  .object({
    from: businessDate.optional(),
    to: businessDate.optional(),
    format: z.enum(FORMATS).default('json'),
    lang: language.default('ru'),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    message: 'Конец периода раньше начала',
  });

export const partnerStatement = z
  .object({
    from: businessDate,
    to: businessDate,
    opening: money,
    lines: z.array(
      z.object({
        on: businessDate,
        kind: z.enum(['reward', 'taken_back', 'payout', 'payout_returned']),
        what: z.string(),
        /** Signed: rewards and returned payouts add to what is due, what is taken back and paid out lessens it. */
        amount: money,
        after: money,
      }),
    ),
    turnover: z.object({ earned: money, takenBack: money, paid: money }),
    closing: money,
  })
  .meta({ id: 'PartnerStatement' });

const LONGEST_NUMBER = 60;
const oneLine = (most: number, missing: string) =>
  z
    .string()
    .trim()
    .min(1, missing)
    .max(most, `Не длиннее ${most} знаков`)
    .regex(/^[^\u0000-\u001f\u007f\u2028\u2029]*$/, 'Одна строка');

export const makePartner = z.strictObject({
  number: oneLine(LONGEST_NUMBER, 'Укажите номер договора'),
  signedOn: businessDate,
  offerCode: z.string().min(1).max(40).nullable().default(null),
  terms: rewardTerms.omit({ from: true }),
});

export const endPartnership = z.strictObject({ on: businessDate, reason });

export const payPartner = z.strictObject({
  paidOn: businessDate,
  amount: positiveMoney,
  reference: oneLine(LONGEST_NUMBER, 'Укажите номер платёжного поручения'),
});

export const returnPayout = z.strictObject({ on: businessDate, reason });

const CODE_LENGTH = 8;
export const partnerCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(new RegExp(`^[0-9A-Z]{${CODE_LENGTH}}$`), `Код партнёра — ${CODE_LENGTH} букв и цифр`);

export const broughtBy = z
  .object({
    partner: z
      .object({
        code: z.string(),
        name: z.string(),
        since: z.string(),
        /** The partner's own account; told to staff alone. */
        accountId: uuid.optional(),
      })
      .nullable(),
    /** The last day on which the customer may name a partner; null: not any more. */
    mayNameUntil: businessDate.nullable(),
  })
  .meta({ id: 'BroughtBy' });

export const namePartner = z.strictObject({ code: partnerCode });
/** Null: nobody brought the customer. */
export const setBroughtBy = z.strictObject({ code: partnerCode.nullable(), reason });

export const partnersQuery = pageQuery.extend({
  /** `due`: those who have something to be paid. */
  only: z.enum(['due']).optional(),
});
export const partnerRow = z
  .object({
    account: z.object({ id: uuid, name: z.string(), seller: z.string() }),
    code: z.string(),
    number: z.string(),
    endsOn: businessDate.nullable(),
    customers: z.number().int(),
    earned: money,
    due: money,
  })
  .meta({ id: 'PartnerRow' });

export const rewardsQuery = pageQuery.extend({ month: month.optional() });

const CABINET = 'a customer who is a partner; account_manager, accountant, administrator of the seller';

/** Partners of a seller: who they brought, what they have earned and were paid (rule 34). */
export const partnershipRoutes = {
  partnership: route({
    method: 'GET',
    path: '/accounts/:id/partnership',
    tag: 'Partners',
    who: CABINET,
    summary: 'The partner’s contract, what was earned and what is due; 404 for one who is no partner',
    answer: partnership,
  }),
  broughtCustomers: route({
    method: 'GET',
    path: '/accounts/:id/partnership/customers',
    tag: 'Partners',
    who: CABINET,
    summary: 'Accounts the partner brought, the newest first',
    query: pageQuery,
    answer: page(broughtCustomer),
  }),
  partnerRewards: route({
    method: 'GET',
    path: '/accounts/:id/partnership/rewards',
    tag: 'Partners',
    who: CABINET,
    summary: 'Rewards of months that are over, a line for each customer, the newest first',
    query: rewardsQuery,
    answer: page(partnerReward),
  }),
  partnerPayouts: route({
    method: 'GET',
    path: '/accounts/:id/partnership/payouts',
    tag: 'Partners',
    who: CABINET,
    summary: 'What was paid to the partner, the newest first',
    query: pageQuery,
    answer: page(partnerPayout),
  }),
  partnerStatement: route({
    method: 'GET',
    path: '/accounts/:id/partnership/statement',
    tag: 'Partners',
    who: CABINET,
    summary: 'Statement of rewards and payouts of a period, in Russian or English: JSON, CSV, XLSX or PDF',
    query: partnerStatementQuery,
    answer: partnerStatement,
  }),
  makePartner: route({
    method: 'POST',
    path: '/accounts/:id/partnership',
    tag: 'Partners',
    who: 'administrator of the seller',
    summary:
      'Makes the holder of an account a partner: gives it a code, rewards from this month on. One whose partnership is over becomes a partner again',
    body: makePartner,
    answer: partnership,
    idempotent: true,
  }),
  changeRewardTerms: route({
    method: 'POST',
    path: '/accounts/:id/partnership/terms',
    tag: 'Partners',
    who: 'administrator of the seller',
    summary: 'Other reward terms from a month on whose rewards are not told yet',
    body: rewardTerms,
    answer: partnership,
    idempotent: true,
  }),
  endPartnership: route({
    method: 'POST',
    path: '/accounts/:id/partnership/end',
    tag: 'Partners',
    who: 'administrator of the seller',
    summary: 'Ends a partnership with a day, today or later: what happens after it is not rewarded',
    body: endPartnership,
    answer: partnership,
    status: 200,
    idempotent: true,
  }),
  payPartner: route({
    method: 'POST',
    path: '/accounts/:id/partnership/payouts',
    tag: 'Partners',
    who: 'accountant, administrator of the seller',
    summary: 'Records a payment to the partner, no more than is due',
    body: payPartner,
    answer: partnerPayout,
    idempotent: true,
  }),
  returnPayout: route({
    method: 'POST',
    path: '/accounts/:id/partnership/payouts/:payoutId/return',
    tag: 'Partners',
    who: 'accountant, administrator of the seller',
    summary: 'The bank sent a payment back, or it was never made: it is due again',
    body: returnPayout,
    answer: partnerPayout,
    status: 200,
    idempotent: true,
  }),
  partners: route({
    method: 'GET',
    path: '/partners',
    tag: 'Partners',
    who: 'account_manager, accountant, administrator of the seller',
    summary: 'Partners of all sellers, what is due to each, the newest first',
    query: partnersQuery,
    answer: page(partnerRow),
  }),
  broughtBy: route({
    method: 'GET',
    path: '/accounts/:id/brought-by',
    tag: 'Partners',
    who: 'customer, support, account_manager, administrator of the seller',
    summary: 'Which partner brought the customer, and until when the customer may say so',
    answer: broughtBy,
  }),
  namePartner: route({
    method: 'POST',
    path: '/accounts/:id/brought-by',
    tag: 'Partners',
    who: 'owner or administrator of the account',
    summary: 'The customer names the partner who brought it, once, within thirty days after installing',
    body: namePartner,
    answer: broughtBy,
    status: 200,
    idempotent: true,
  }),
  setBroughtBy: route({
    method: 'PUT',
    path: '/accounts/:id/brought-by',
    tag: 'Partners',
    who: 'account_manager, support, administrator of the seller',
    summary: 'Staff say which partner brought the customer; what happens from now on is rewarded',
    body: setBroughtBy,
    answer: broughtBy,
  }),
} as const;

export type RewardBase = (typeof rewardBases)[number];
export type RewardTermsDto = z.output<typeof rewardTerms>;
export type PartnershipDto = z.output<typeof partnership>;
export type BroughtCustomerDto = z.output<typeof broughtCustomer>;
export type PartnerRewardDto = z.output<typeof partnerReward>;
export type PartnerPayoutDto = z.output<typeof partnerPayout>;
export type PartnerStatementDto = z.output<typeof partnerStatement>;
export type PartnerRowDto = z.output<typeof partnerRow>;
export type BroughtByDto = z.output<typeof broughtBy>;
export type MakePartnerDto = z.output<typeof makePartner>;
export type PayPartnerDto = z.output<typeof payPartner>;
