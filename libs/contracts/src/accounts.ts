import { z } from 'zod';
import { goods } from './goods';
import { COUNTRIES, requisites } from './requisites';
import { businessDate, instant, money, page, reason, uuid } from './primitives';

export const accountStates = ['active', 'suspended', 'frozen', 'erased', 'terminated'] as const;

export const account = z
  .object({
    id: uuid,
    amocrmAccountId: z.number().int(),
    subdomain: z.string(),
    name: z.string(),
    state: z.enum(accountStates),
    seller: z.string(),
    /** The seller's own word for what it sells; left out: the usual one, «продукт». */
    goods: goods.optional(),
    /** Whose law its requisites follow; left out: Russia's. */
    country: z.enum(COUNTRIES).optional(),
    offerVersion: z.string(),
    /** The partner of the seller who brought the customer; left out: nobody did. */
    partner: z.string().optional(),
    /** A partner itself: it has a cabinet of what it brought and earned (rule 34). Left out: it is none. */
    isPartner: z.literal(true).optional(),
    installedAt: z.string(),
    /** Stopped by another reason than money, so that no payment lifts it: nobody used it, or staff stopped it (rule 17). Left out: it is not. */
    blockedFor: z.enum(['idle', 'staff']).optional(),
  })
  .meta({ id: 'Account' });

/** What the panel shows beside the account: the customer's own requisites, or null until they are given. */
export const profile = requisites;

export const balanceQuery = z.object({ asOf: instant.optional() });
export const balance = z
  .object({
    money,
    bonus: money,
    total: money,
    asOf: z.string(),
    forecast: z.object({
      emptyOn: businessDate.nullable(),
      daysLeft: z.number().int().nullable(),
      next30Days: money,
    }),
  })
  .meta({ id: 'Balance' });

export const entryKinds = [
  'top_up',
  'charge',
  'bonus_grant',
  'bonus_revoke',
  'bonus_expiry',
  'refund',
  'correction',
  'adjustment',
  'reversal',
] as const;

export const entrySubject = z.union([
  z.object({
    type: z.literal('subscription'),
    id: uuid,
    productCode: z.string(),
    /** Of a product with projects: what the one it was charged for is called. */
    project: z.string().optional(),
    periodStart: businessDate,
    periodEnd: businessDate,
    /** Of a charge for metered use: what was used. */
    unit: z.string().optional(),
  }),
  z.object({ type: z.enum(['receipt', 'grant', 'invoice', 'entry', 'refund']), id: uuid }),
]);

export const entry = z
  .object({
    id: uuid,
    kind: z.enum(entryKinds),
    businessDate,
    occurredAt: z.string(),
    money,
    bonus: money,
    balanceAfter: z.object({ money, bonus: money }),
    subject: entrySubject.nullable(),
    actor: z.string(),
    /** The person's name; null for what the system did by itself. */
    actorName: z.string().nullable(),
    reason: z.string().nullable(),
    reverses: uuid.nullable(),
  })
  .meta({ id: 'Entry' });

/** What narrows the journal; the balance after an entry is always that of the whole account. */
export const entriesFilter = z.object({
  from: businessDate.optional(),
  to: businessDate.optional(),
  kind: z.enum(entryKinds).optional(),
  /** Entries about a product, and those that reverse them. */
  product: z.string().max(60).optional(),
  /** The same of one connection of it. */
  subscription: uuid.optional(),
});
export const entriesQuery = entriesFilter.extend({
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});

export const entriesFileFormats = ['csv', 'xlsx', 'pdf'] as const;
export const entriesFileQuery = entriesFilter
  .extend({ format: z.enum(entriesFileFormats) })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    message: 'Конец периода раньше начала',
  });
/** A page of the journal, and how many entries the filter leaves in all. */
export const entriesPage = page(entry).extend({ total: z.number().int() });

export const reverseEntry = z.strictObject({ reason, force: z.boolean().optional() });
export const suspensionGrounds = [
  'security',
  'illegal_use',
  'destructive_acts',
  'confidentiality',
  /** A card payment was cancelled or disputed: until the money is really there (QSockets 4.2.1). */
  'payment_disputed',
  'abuse',
  'other',
] as const;
export const suspendAccount = z.strictObject({ ground: z.enum(suspensionGrounds), reason });
export const resumeAccount = z.strictObject({ reason });
export const recordOutage = z
  .strictObject({ from: instant, to: instant, productCode: z.string().optional() })
  .refine(({ from, to }) => new Date(from) < new Date(to), { path: ['to'], message: 'Конец раньше начала' });
/** Null: nobody brought the customer. */
export const setPartner = z.strictObject({ partner: z.string().min(1).max(40).nullable() });
export const setAlerts = z.strictObject({
  balanceBelow: z
    .array(money.refine((value) => !value.amount.startsWith('-'), 'Порог не бывает отрицательным'))
    .max(10),
});

export const accountsQuery = z.object({
  q: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(200).optional(),
  cursor: z.string().max(500).optional(),
});
/** One row of the staff's list of accounts. */
export const accountRow = account
  .extend({ money, bonus: money, inn: z.string().nullable() })
  .meta({ id: 'AccountRow' });

export const exportQuery = z
  .object({
    format: z.enum(['ledger', 'hledger']),
    from: businessDate.optional(),
    to: businessDate.optional(),
  })
  .refine(({ from, to }) => !from || !to || from <= to, {
    path: ['to'],
    message: 'Конец периода раньше начала',
  });
/** What a verification of the books found: the first row of each check that does not fit. */
export const booksReport = z
  .object({
    entries: z.number().int(),
    accounts: z.number().int(),
    broken: z.array(z.object({ accountId: uuid, seq: z.number().int().nullable(), why: z.string() })),
  })
  .meta({ id: 'BooksReport' });

export type BooksReportDto = z.infer<typeof booksReport>;
export type AccountDto = z.infer<typeof account>;
export type AccountRowDto = z.infer<typeof accountRow>;
export type BalanceDto = z.infer<typeof balance>;
export type EntriesFilterDto = z.infer<typeof entriesFilter>;
export type EntriesPageDto = z.infer<typeof entriesPage>;
export type EntryDto = z.infer<typeof entry>;
export type EntrySubjectDto = z.infer<typeof entrySubject>;
export type EntryKind = (typeof entryKinds)[number];
export type AccountState = (typeof accountStates)[number];
