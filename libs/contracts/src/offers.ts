import { z } from 'zod';
import { clausesOf, pathsOf } from './clauses';
import { goods } from './goods';
import { businessDate, money, period } from './primitives';
import { COUNTRIES, fullRequisitesOf, requisites, text } from './requisites';

/** A length of time counted in calendar, working or banking days. */
export const term = z
  .strictObject({
    count: z.number().int().min(0).max(3660),
    unit: z.enum(['calendar_days', 'working_days', 'banking_days']),
  })
  .meta({ id: 'Term' });

const paymentWays = z.array(z.enum(['card', 'invoice'])).min(1);

/** How long ahead people are told: days, or hours to the minute. */
export const leadTime = z
  .strictObject({
    count: z.number().int().min(0).max(8784),
    unit: z.enum(['calendar_days', 'working_days', 'banking_days', 'hours']),
  })
  .meta({ id: 'LeadTime' });

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Время пишется как 09:00');

/** How requests of customers are answered; what is left out is not promised. */
export const supportTerms = z
  .strictObject({
    email: z.email('Это не похоже на адрес почты').optional(),
    phone: text.optional(),
    /** When somebody is there, by the seller's clock; Monday to Friday is without holidays. */
    hours: z
      .strictObject({
        days: z.enum(['monday_to_friday', 'working_days', 'every_day']),
        from: timeOfDay,
        to: timeOfDay,
      })
      .refine(({ from, to }) => from < to, { path: ['to'], message: 'Конец — позже начала' })
      .optional(),
    /** How soon an answer comes; hours are those in which somebody is there, round the clock where none are named. */
    reaction: leadTime
      .refine(({ count }) => count > 0, { path: ['count'], message: 'Больше нуля' })
      .optional(),
  })
  .meta({ id: 'SupportTerms' });

/** Every axis on which offers differ (../shared/spec/five-offers.md, last part). The first value is the default. */
export const offerTerms = z
  .strictObject({
    version: z.string().min(1).max(60),
    title: text,
    effectiveFrom: businessDate,
    minimumPayment: money,
    trialDays: z.number().int().min(0).max(366),
    /** How many days staff may add to a trial, all extensions together. */
    trialExtensionLimitDays: z.number().int().min(0).max(366),
    periods: z.array(period).min(1).nullable(),
    startOfPeriod: z.enum(['at_charge', 'day_after_payment', 'after_previous']),
    grantDelay: term,
    autoRenewal: z.boolean(),
    burnDown: z.enum(['bonus_first', 'money_first']),
    proration: z.enum(['by_days', 'none']),
    overLimit: z.enum(['refuse', 'drop', 'recalculate', 'warn']),
    /** Per cent of a limit at which the customer is told, rising; left out: 80 and 100. */
    limitWarnings: z
      .array(z.number().int().min(1).max(100))
      .min(1)
      .max(5)
      .refine((all) => all.every((one, nth) => nth === 0 || all[nth - 1]! < one), 'Проценты — по возрастанию')
      .optional(),
    /** Who pays how, sole traders as people do; left out: everybody by card and by invoice. */
    paymentWays: z.strictObject({ company: paymentWays, person: paymentWays }).optional(),
    priceChangeNotice: z.strictObject({
      days: z.number().int().min(0).max(366),
      channels: z.array(z.enum(['push', 'email', 'sms'])).min(1),
    }),
    /** Days before its day a new version of the offer is published; left out: as many as for prices. */
    versionNoticeDays: z.number().int().min(0).max(366).optional(),
    invoiceValidity: term,
    priceHoldDays: z.number().int().min(1).max(366).nullable(),
    closingDocument: z.strictObject({
      kind: z.enum(['upd', 'act', 'certificate', 'none']),
      when: z.enum(['crediting', 'month_end', 'grant_of_rights']),
      silentAcceptance: term.nullable(),
      /** Of a seller whose papers come after the money: a tax invoice for each advance (the law's way), or none. */
      advanceInvoices: z.enum(['at_crediting', 'none']).optional(),
      /** How soon originals go out by post or EDO, and how soon the customer's copy comes back (clauses 2.1.6, 2.3.9). */
      originals: z.strictObject({ sentWithin: term, returnedWithin: term }).optional(),
    }),
    refund: z.strictObject({
      rule: z.enum([
        'unused_balance',
        'none',
        'full_if_unused',
        'full_if_down',
        'proportional_on_seller_exit',
      ]),
      withinDays: z.number().int().min(1).nullable(),
      onSellerExit: z.enum(['unused_balance', 'proportional', 'none']),
      needsSignedCorrection: z.boolean(),
      computedWithin: term,
      /** What makes a package used: a use (left out), or a request for a service already (Astars 3.5). */
      usedBy: z.enum(['use', 'request']).optional(),
      /** Where `computedWithin` is counted from: the request (left out), or the working day after it (Astars 3.8.2.3). */
      countedFrom: z.enum(['request', 'next_working_day']).optional(),
    }),
    transfer: z.enum(['none', 'resale', 'gift_whole', 'ownership_cession']),
    /** How long after it was received a certificate may be passed on (Astars 3.10); left out: as long as it lasts. */
    transferWithin: period.optional(),
    /** Partners who bring customers and have lists of their own of what is sold (Astars, article 1 and appendix 1). */
    partners: z
      .array(
        z.strictObject({
          code: z
            .string()
            .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'Код партнёра: строчные латинские буквы, цифры и дефис'),
          name: text,
        }),
      )
      .max(200)
      .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, 'Партнёр назван дважды')
      .optional(),
    lifeCycle: z.strictObject({
      freezeAfter: term.nullable(),
      eraseAfter: term.nullable(),
      idleAfterDays: z.number().int().min(1).nullable(),
      /** What people registered with is erased so long after the contract ended; left out: it is not. */
      forgetAfterTermination: term.optional(),
      /** So long without any activity → a warning → `blockAfter` → block → `eraseAfter` → erasure; months are the calendar's. */
      idle: z
        .strictObject({
          after: period,
          blockAfter: term,
        })
        .optional(),
      /** Data are erased so long after the last licence ran out (Alfa CRM 4.3); left out: `eraseAfter` counts alone. */
      keepAfterLicence: period.optional(),
      warnBeforeDays: z.number().int().min(0),
    }),
    terminationAfterDays: z.number().int().min(0).max(366),
    /** Paid days of a customer who leaves: the contract lasts until they are over, or ends by the notice (the default). */
    paidDaysOnLeaving: z.enum(['kept', 'lost']).optional(),
    /** Of a customer who refuses what has changed: at once, when the paid days are over, or by notice (the default). */
    refusalOfChanges: z.enum(['by_notice', 'at_once', 'paid_days']).optional(),
    /** Of a customer who deletes the account: at once, or by notice (the default). */
    accountDeletion: z.enum(['by_notice', 'at_once']).optional(),
    entitlementGraceDays: z.number().int().min(0).max(90),
    topUpBonus: z.array(
      z.strictObject({
        from: money,
        percent: z.string().regex(/^\d{1,3}(\.\d{1,4})?$/),
        expiresInDays: z.number().int().min(1).nullable(),
      }),
    ),
    bonusApprovalLimit: money,
    /** Cash receipts of law 54-FZ for card payments; left out: the provider makes them, with one a month on offset. */
    fiscalReceipts: z
      .strictObject({
        issuedBy: z.enum(['provider', 'seller', 'nobody']),
        topUp: z.enum(['full_prepayment', 'advance']),
        offset: z.enum(['monthly', 'none']),
      })
      .optional(),
    /** Regular payments of the next period by a saved card (Alfa CRM 5.6); left out: not offered. */
    autopayment: z
      .strictObject({
        chargeDaysBefore: z.number().int().min(1).max(30),
        noticeDaysBefore: z.number().int().min(1).max(30),
      })
      .optional(),
    /** How long ahead maintenance, withdrawals and new terms are announced; left out: 24 hours, 30 days, as for a new version. */
    noticeTimes: z
      .strictObject({ maintenance: leadTime, productWithdrawn: leadTime, termsChange: leadTime })
      .optional(),
    /** Whose working and banking days are counted; left out: Russia's. */
    calendar: z.enum(['RU', 'KZ']).optional(),
    /** Left out: requests are taken and answered, and nothing is promised. */
    support: supportTerms.optional(),
    noticeOptOut: z.array(z.enum(['news', 'promotions'])),
    apiRateLimitPerSecond: z.number().int().min(1).nullable(),
    /** Where the published text says it: the path of a term → its clause; what is left out has none named. */
    clauses: clausesOf(termPaths).optional(),
  })
  .meta({ id: 'OfferTerms' });

function termPaths(): string[] {
  return pathsOf(offerTerms);
}

/** A seller with everything its offer says; the same shape that `offers/` holds. */
export const offerProfile = z
  .strictObject({
    code: z
      .string()
      .regex(
        /^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/,
        'Код: латинские буквы, цифры, точка, дефис и подчёркивание',
      ),
    name: text,
    currency: z.enum(['RUB', 'KZT', 'USD']),
    timeZone: z.string().refine(isTimeZone, 'Такого часового пояса нет'),
    vatRegime: z.enum(['general', 'simplified_5', 'simplified_7', 'none']),
    /** Whose law its requisites and those of its customers follow; left out: Russia's. */
    country: z.enum(COUNTRIES).optional(),
    requisites,
    /** The seller's own word for what it sells; left out: «продукт», product. */
    goods: goods.optional(),
    terms: offerTerms,
  })
  .superRefine((value, context) => {
    const amounts = [
      ['minimumPayment', value.terms.minimumPayment.currency],
      ['bonusApprovalLimit', value.terms.bonusApprovalLimit.currency],
      ...value.terms.topUpBonus.map((rule, index) => [`topUpBonus.${index}.from`, rule.from.currency]),
    ] as const;
    for (const [path, currency] of amounts) {
      if (currency !== value.currency)
        context.addIssue({
          code: 'custom',
          path: ['terms', path],
          message: `Валюта продавца — ${value.currency}`,
        });
    }
    const checked = fullRequisitesOf(value.country ?? 'RU').safeParse(value.requisites);
    for (const { path, message } of checked.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['requisites', ...path], message });
  })
  .meta({ id: 'OfferProfile' });

/** Which terms the profile is read with; left out, those newcomers accept now. An account stands under a version of its own. */
export const profileQuery = z.object({ version: z.string().min(1).max(60).optional() });

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

export type OfferTermsDto = z.infer<typeof offerTerms>;
export type OfferProfileDto = z.infer<typeof offerProfile>;
