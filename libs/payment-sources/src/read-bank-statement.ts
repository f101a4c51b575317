import type { BankAccountSection, BankDocument, BankStatement, RejectedLine } from './bank-statement';
import { OpenStatement } from './open-statement';
import type { StatementItem } from './statement-sink';

/**
 * Reads a bank statement piece by piece, whatever its format (told by the bytes): the text exchange format of 1C
 * 1.01–1.03 or ISO 20022 camt.053. Memory does not grow with the file. Sums are in minor units of the account's currency.
 * What was read before a piece that cannot be read stands: it was whole.
 * @throws PaymentSourceError `statement_unreadable` (no statement at all) or `statement_empty` (no account, no document)
 */
export async function* readStatement(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<StatementItem, void, void> {
  let items: StatementItem[] = [];
  const statement = new OpenStatement((item) => items.push(item));
  const told = function* (): Generator<StatementItem> {
    const ready = items;
    items = [];
    yield* ready;
  };
  for await (const piece of pieces) {
    statement.take(piece);
    yield* told();
  }
  statement.finish();
  yield* told();
}

/** A whole statement at once, for files known to be small. @throws PaymentSourceError as `readStatement` */
export function readBankStatement(bytes: Uint8Array): BankStatement {
  const accounts: BankAccountSection[] = [];
  const documents: BankDocument[] = [];
  const rejected: RejectedLine[] = [];
  const warnings: RejectedLine[] = [];
  let version = '';
  let format: Pick<BankStatement, 'format' | 'encoding'> = { format: '1c', encoding: 'utf-8' };
  const statement = new OpenStatement((item) => {
    if (item.type === 'account') accounts.push(item.account);
    else if (item.type === 'document') documents.push(item.document);
    else if (item.type === 'version') version ||= item.version;
    else if (item.type === 'format') format = { format: item.format, encoding: item.encoding };
    else (item.type === 'rejected' ? rejected : warnings).push({ line: item.line, reason: item.reason });
  });
  statement.take(bytes);
  statement.finish();
  return { ...format, version, accounts, documents, rejected, warnings };
}
