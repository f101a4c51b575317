import type { EntryDto } from '@rocket/contracts';
import type { AccountStatementFacts, AccountStatementLine } from '@rocket/documents';
import { parseMinor, type LocalDate } from '@rocket/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountRecord } from '../accounts/account.store';
import type { ProductStore } from '../storefront/product.store';
import { entryWords, type PaymentOrder } from './entry-words';

/**
 * Entries as lines for an accountant, in words, amounts in minor units.
 * @param dayOf the day a line stands under: when it happened, or which it counts for
 */
export async function entryLines(
  tx: EntityManager,
  products: ProductStore,
  entries: readonly EntryDto[],
  dayOf: (entry: EntryDto) => LocalDate,
): Promise<AccountStatementLine[]> {
  const names = await products.names(tx, subjectsOf(entries, 'subscription'), 'ru');
  const payments = await paymentsOf(tx, subjectsOf(entries, 'receipt'));
  return entries.map((entry) => ({
    on: dayOf(entry),
    what: entryWords(entry, names, payments),
    money: parseMinor(entry.money.amount),
    bonus: parseMinor(entry.bonus.amount),
    after: {
      money: parseMinor(entry.balanceAfter.money.amount),
      bonus: parseMinor(entry.balanceAfter.bonus.amount),
    },
  }));
}

export const customerOf = (
  account: AccountRecord,
  profile: { legalName: string; inn: string } | null,
): AccountStatementFacts['customer'] => ({
  name: profile?.legalName ?? account.name,
  inn: profile?.inn ?? null,
  accountNumber: String(account.amocrmAccountId),
});

function subjectsOf(entries: readonly EntryDto[], type: 'subscription' | 'receipt'): string[] {
  const found = entries.flatMap(({ subject }) => {
    if (subject?.type !== type) return [];
    return [subject.type === 'subscription' ? subject.productCode : subject.id];
  });
  return [...new Set(found)];
}

async function paymentsOf(tx: EntityManager, ids: readonly string[]): Promise<Map<string, PaymentOrder>> {
  const rows: {
    id: string;
    document_number: string | null;
    received_on: LocalDate;
    payer_name: string;
  }[] = await tx.query(
    'select id, document_number, received_on, payer_name from receipt where id = any($1::uuid[])',
    [ids],
  );
  return new Map(
    rows.map((row) => [row.id, { number: row.document_number, on: row.received_on, payer: row.payer_name }]),
  );
}
