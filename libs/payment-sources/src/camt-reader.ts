import { printMinor, type Minor } from '@rocket/kernel';
import { SaxesParser } from 'saxes';
import { Leaves, readEntry } from './camt-entry';
import { PaymentSourceError } from './payment-source-error';
import { accountFrom, isoDayFrom, isoSumFrom } from './statement-fields';
import { withoutForbidden, type StatementReader, type StatementSink } from './statement-sink';

/** One `Stmt`: an account over some days. */
interface OpenAccount {
  readonly leaves: Leaves;
  account: string | null;
  readonly balances: Map<string, Minor>;
  incoming: Minor;
  outgoing: Minor;
  /** A sum that could not be read makes the check of the balances pointless. */
  isComplete: boolean;
}

const LONGEST_TEXT = 4_000;
/** camt.053 has a dozen; each level's path is held while it is open. */
const MOST_LEVELS = 64;
/** Elements whose leaves are kept, innermost first. */
const SCOPES = new Set(['Stmt', 'Bal', 'Ntry', 'TxDtls']);

/**
 * Reads an ISO 20022 camt.053 statement piece by piece, any version and any prefix of its names. An entry is handed on
 * when it ends, so a file cut in the middle gives its whole entries and one `rejected`. Entities of a DTD and nesting
 * without end are refused: no bank sends them. Facts: ru-docs-payments §4.3.
 */
export class CamtReader implements StatementReader {
  private readonly parser = new SaxesParser({ xmlns: false, position: true });
  /** The path of each open element below the scope it stands in. */
  private readonly paths: string[] = [];
  private readonly scopes: { name: string; leaves: Leaves }[] = [];
  private text = '';
  private statement: OpenAccount | null = null;
  private parts: Leaves[] = [];
  private sections = 0;
  private ended = false;
  /** What broke the file; from there on nothing of it is read. */
  private broken: string | null = null;

  constructor(private readonly sink: StatementSink) {
    this.parser.on('opentag', (tag) => this.opened(tag));
    this.parser.on('text', (text) => this.heard(text));
    this.parser.on('cdata', (text) => this.heard(text));
    this.parser.on('closetag', (tag) => this.closed(local(tag.name)));
    this.parser.on('doctype', () => {
      throw new PaymentSourceError(
        'statement_unreadable',
        'В файле есть описание DTD: банки таких выписок не присылают, файл не принят.',
      );
    });
    this.parser.on('error', (error) => {
      this.broken ??= error.message.replace(/^\d+:\d+:\s*/, '').replace(/\.$/, '');
    });
  }

  take(text: string): void {
    if (this.broken !== null) return;
    this.parser.write(withoutForbidden(text));
  }

  finish(): void {
    if (this.broken === null) this.parser.close();
    if (this.sections === 0) {
      if (this.broken !== null)
        throw new PaymentSourceError('statement_unreadable', `Файл XML повреждён: ${this.broken}.`);
      throw new PaymentSourceError(
        'statement_empty',
        'В файле нет ни одной выписки по счёту: выписка пуста.',
      );
    }
    if (this.broken === null && this.ended) return;
    this.sink({
      type: 'rejected',
      line: this.parser.line,
      reason: 'Дальше этой строки файл не читается (XML повреждён или обрезан): запросите выписку заново.',
    });
  }

  private opened({ name, attributes }: { name: string; attributes: Record<string, string> }): void {
    if (this.broken !== null) return;
    if (this.paths.length >= MOST_LEVELS)
      throw new PaymentSourceError(
        'statement_unreadable',
        `Элементы файла вложены глубже ${MOST_LEVELS} уровней: в выписках так не бывает, файл не принят.`,
      );
    const tag = local(name);
    this.text = '';
    if (SCOPES.has(tag)) {
      this.paths.push('');
      this.scopes.push({ name: tag, leaves: new Leaves(this.parser.line) });
      if (tag === 'Stmt') this.begin();
      if (tag === 'Ntry') this.parts = [];
      return;
    }
    const above = this.paths.at(-1) ?? '';
    this.paths.push(above === '' ? tag : `${above}/${tag}`);
    const scope = this.scopes.at(-1);
    if (tag === 'Amt' && scope && scope.leaves.currency === null)
      scope.leaves.currency = attributes['Ccy'] ?? null;
  }

  private heard(text: string): void {
    if (this.scopes.length > 0 && this.text.length < LONGEST_TEXT) this.text += text;
  }

  private closed(tag: string): void {
    if (this.broken !== null) return;
    const path = this.paths.pop() ?? '';
    const scope = this.scopes.at(-1);
    if (scope && path === '' && scope.name === tag) {
      this.scopes.pop();
      this.closeScope(tag, scope.leaves);
    } else if (scope && path !== '') {
      const text = this.text.trim().slice(0, LONGEST_TEXT);
      if (text !== '') scope.leaves.put(path, text);
    } else if (tag === 'Document') this.ended = true;
    this.text = '';
  }

  private closeScope(tag: string, leaves: Leaves): void {
    if (tag === 'Bal') this.takeBalance(leaves);
    else if (tag === 'TxDtls') this.parts.push(leaves);
    else if (tag === 'Ntry') this.takeEntry(leaves);
    else this.end();
  }

  private begin(): void {
    this.sections += 1;
    const { leaves } = this.scopes.at(-1)!;
    this.statement = {
      leaves,
      account: null,
      balances: new Map(),
      incoming: 0n,
      outgoing: 0n,
      isComplete: true,
    };
  }

  private takeBalance(balance: Leaves): void {
    const amount = isoSumFrom(balance.get('Amt'));
    const code = balance.get('Tp/CdOrPrtry/Cd');
    if (amount !== null)
      this.statement?.balances.set(code, balance.get('CdtDbtInd') === 'DBIT' ? -amount : amount);
  }

  /** Tells of the account before its first entry: direction is judged by it. */
  private accountOf(statement: OpenAccount): string | null {
    if (statement.account !== null) return statement.account;
    const { leaves, balances } = statement;
    const account = accountFrom(leaves.get('Acct/Id/Othr/Id', 'Acct/Id/IBAN'));
    if (account === null) return null;
    statement.account = account;
    this.sink({
      type: 'account',
      account: {
        line: leaves.line,
        account,
        from: isoDayFrom(leaves.get('FrToDt/FrDtTm')),
        to: isoDayFrom(leaves.get('FrToDt/ToDtTm')),
        opening: balances.get('OPBD') ?? null,
        incoming: null,
        outgoing: null,
        closing: balances.get('CLBD') ?? null,
      },
    });
    return account;
  }

  private takeEntry(entry: Leaves): void {
    const { statement, parts } = this;
    this.parts = [];
    const account = statement && this.accountOf(statement);
    if (!statement || account === null)
      return this.sink({
        type: 'rejected',
        line: entry.line,
        reason: 'Запись не принята: в выписке не указан счёт.',
      });
    const reading = readEntry(entry, parts, account);
    if ('pending' in reading)
      return this.sink({ type: 'warning', line: entry.line, reason: reading.pending });
    if (reading.movement === null) statement.isComplete = false;
    else if (reading.movement > 0n) statement.incoming += reading.movement;
    else statement.outgoing -= reading.movement;
    if ('rejected' in reading)
      return this.sink({ type: 'rejected', line: entry.line, reason: reading.rejected });
    for (const document of reading.documents) this.sink({ type: 'document', document });
  }

  private end(): void {
    const { statement } = this;
    this.statement = null;
    if (!statement) return;
    if (this.accountOf(statement) === null)
      return this.sink({
        type: 'warning',
        line: statement.leaves.line,
        reason: 'В выписке не указан счёт.',
      });
    const [opening, closing] = [statement.balances.get('OPBD'), statement.balances.get('CLBD')];
    if (opening === undefined || closing === undefined || !statement.isComplete) return;
    const expected = opening + statement.incoming - statement.outgoing;
    if (expected !== closing)
      this.sink({
        type: 'warning',
        line: statement.leaves.line,
        reason:
          `Остатки по счёту ${statement.account} не сходятся: ${printMinor(opening)} + ` +
          `${printMinor(statement.incoming)} − ${printMinor(statement.outgoing)} = ${printMinor(expected)}, ` +
          `в выписке ${printMinor(closing)}.`,
      });
  }
}

/** `ns2:Ntry` → `Ntry`: prefixes are the bank's own. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1);
