import { printMinor } from '@rocket/kernel';
import type { BankAccountSection, StatementEncoding } from './bank-statement';
import { PaymentSourceError } from './payment-source-error';
import { closeDocument, DECISIVE, PURPOSE, READ_KEYS, type DocumentDraft } from './statement-document';
import { strangersOf } from './statement-encoding';
import { accountFrom, dayFrom, sumFrom } from './statement-fields';
import { withoutForbidden, type StatementReader, type StatementSink } from './statement-sink';

type AccountDraft = { readonly line: number; readonly fields: Map<string, string> };
type Open = { in: 'nothing' | 'stranger' } | { in: 'account'; draft: AccountDraft } | OpenDocument;
type OpenDocument = { in: 'document'; draft: DocumentDraft; lastKey: string };

const NOTHING: Open = { in: 'nothing' };
const END_OF_FILE = 'КонецФайла';
const SHORT_KEYS = new Set(['Код', 'УИН', 'УИП', 'Очередность', 'ОКАТО']);
/** `ВидПлатежа`: two capitalised parts. A lone capitalised word may as well be a line of the purpose. */
const COMPOUND_KEY = /^[А-ЯЁ][а-яё]+[А-ЯЁ][А-Яа-яЁё]*\d?$/;
const isKey = (text: string): boolean =>
  READ_KEYS.has(text) || SHORT_KEYS.has(text) || COMPOUND_KEY.test(text);

/** A line longer than this is no line of a statement; a purpose ends at the second bound. */
const LONGEST_LINE = 1_000_000;
const LONGEST_PURPOSE = 4_000;

/**
 * Reads the text exchange format of 1C (`1CClientBankExchange` 1.01–1.03) piece by piece: lines are taken one by one and
 * never looked back at. Sums are in kopecks of the account's currency. Complete documents are handed on, each of the
 * others is `rejected` with its line and a reason; nothing is taken in part. Facts: ru-docs-payments §4.1.
 */
export class OneCReader implements StatementReader {
  private readonly ownAccounts = new Set<string>();
  private readonly strangers: ReturnType<typeof strangersOf>;
  /** The start of a line whose end has not come yet. */
  private rest = '';
  private open: Open = NOTHING;
  private line = 0;
  private sections = 0;
  private ended = false;
  /** The previous line was already complained about: one warning is enough for a run of them. */
  private complained = false;

  constructor(
    encoding: StatementEncoding,
    private readonly sink: StatementSink,
  ) {
    this.strangers = strangersOf(encoding);
  }

  take(text: string): void {
    const whole = this.rest + text;
    // A CR at the very end may be half of a CRLF. Each alternative eats one line end, so a file that mixes
    // CRLF and LF keeps its line numbers.
    const held = whole.endsWith('\r') ? 1 : 0;
    const lines = whole.slice(0, whole.length - held).split(/\r\n|\n|\r/);
    this.rest = lines.pop()! + '\r'.repeat(held);
    for (const line of lines) this.takeLine(line);
    if (this.rest.length > LONGEST_LINE)
      throw new PaymentSourceError(
        'statement_unreadable',
        `Строка ${this.line + 1} не кончается: в выписке таких длинных строк не бывает.`,
      );
  }

  private takeLine(raw: string): void {
    this.line += 1;
    const line = withoutForbidden(raw).trim();
    if (this.isMarker(line)) return;
    const at = line.indexOf('=');
    const key = at < 0 ? '' : line.slice(0, at).trimEnd();
    const value = at < 0 ? '' : line.slice(at + 1).trimStart();
    if (this.open.in === 'document') this.takeDocumentLine(this.open, line, key, value);
    else if (this.open.in === 'account') this.open.draft.fields.set(key, value);
    else this.takeOuterLine(line, key, value);
  }

  finish(): void {
    for (const last of this.rest.split('\r')) this.takeLine(last);
    this.breakOff('файл закончился');
    if (this.sections === 0)
      throw new PaymentSourceError(
        'statement_empty',
        'В файле нет ни одного счёта и ни одного документа: выписка пуста.',
      );
    if (!this.ended) this.warn(this.line, `Нет строки «${END_OF_FILE}»: возможно, файл обрезан.`);
  }

  private isMarker(line: string): boolean {
    if (line.startsWith('СекцияДокумент=')) {
      this.begin('document');
      const draft = { line: this.line, kind: line.slice(15).trim(), fields: new Map(), problems: [] };
      this.open = { in: 'document', draft, lastKey: '' };
    } else if (line === 'СекцияРасчСчет') {
      this.begin('account');
      this.open = { in: 'account', draft: { line: this.line, fields: new Map() } };
    } else if (line === 'КонецДокумента' || line === 'КонецРасчСчет') this.closeSection(line);
    else if (line === END_OF_FILE) {
      this.breakOff(`строка ${this.line} «${END_OF_FILE}»`);
      this.ended = true;
    } else if (this.open.in === 'stranger') {
      // Misread UTF-8 shows every 14 letters alike, so inside such a document only its end is looked for.
      if (this.strangers.ends.includes(line)) this.open = NOTHING;
    } else if (this.strangers.starts.some((start) => line.startsWith(start))) {
      this.begin('document');
      this.reject(this.line, 'Документ не прочитан: эта часть файла записана в другой кодировке.');
      this.open = { in: 'stranger' };
    } else return false;
    return true;
  }

  private begin(what: 'account' | 'document'): void {
    this.breakOff(`в строке ${this.line} начался новый раздел`);
    if (this.ended && what === 'document')
      this.warn(this.line, `После строки «${END_OF_FILE}» есть ещё документы.`);
    this.sections += 1;
    this.ended = false;
    this.complained = false;
  }

  private closeSection(marker: 'КонецДокумента' | 'КонецРасчСчет'): void {
    const { open } = this;
    if (open.in === 'document' && marker === 'КонецДокумента') {
      const closed = closeDocument(open.draft, this.ownAccounts);
      if (typeof closed === 'string') this.reject(open.draft.line, closed);
      else this.sink({ type: 'document', document: closed });
      this.open = NOTHING;
    } else if (open.in === 'account' && marker === 'КонецРасчСчет') {
      this.closeAccount(open.draft);
      this.open = NOTHING;
    } else if (open.in === 'document') this.breakOff(`строка ${this.line} «${marker}»`);
    else if (open.in === 'stranger') this.open = NOTHING;
    else this.warn(this.line, `Строка «${marker}» ничего не закрывает.`);
  }

  /** A document without its end may lack its second half: it is not taken. An account section is only information. */
  private breakOff(why: string): void {
    const { open } = this;
    this.open = NOTHING;
    if (open.in === 'document') {
      const number = open.draft.fields.get('Номер');
      const name = number ? `Документ № ${number}` : 'Документ';
      this.reject(open.draft.line, `${name} не принят: оборван до строки «КонецДокумента» (${why}).`);
    } else if (open.in === 'account') {
      this.warn(open.draft.line, `Раздел счёта не закрыт строкой «КонецРасчСчет» (${why}).`);
      this.closeAccount(open.draft);
    }
  }

  private takeDocumentLine(open: OpenDocument, line: string, key: string, value: string): void {
    const { fields, problems } = open.draft;
    if (!isKey(key)) {
      if (line !== '' && open.lastKey.startsWith(PURPOSE))
        fields.set(
          open.lastKey,
          `${fields.get(open.lastKey) ?? ''} ${line}`.trim().slice(0, LONGEST_PURPOSE),
        );
      return;
    }
    open.lastKey = key;
    if (!READ_KEYS.has(key)) return;
    const before = fields.get(key) ?? '';
    if (before === '') fields.set(key, value);
    else if (value !== '' && value !== before && DECISIVE.has(key))
      problems.push(`поле «${key}» записано дважды с разными значениями (строка ${this.line})`);
  }

  private takeOuterLine(line: string, key: string, value: string): void {
    if (key === 'РасчСчет') this.own(value);
    else if (key === 'ВерсияФормата') this.sink({ type: 'version', version: value });
    else if (this.sections > 0 && !this.ended && line.replaceAll('\u001a', '') !== '') {
      if (!this.complained) this.warn(this.line, 'Строка вне разделов пропущена: она не понята.');
      this.complained = true;
    }
  }

  private closeAccount({ line, fields }: AccountDraft): void {
    const sum = (key: string) => sumFrom(fields.get(key) ?? '');
    const account = this.own(fields.get('РасчСчет') ?? '');
    if (account === null) return this.warn(line, 'В разделе счёта не указан «РасчСчет».');
    const [opening, incoming] = [sum('НачальныйОстаток'), sum('ВсегоПоступило')];
    const [outgoing, closing] = [sum('ВсегоСписано'), sum('КонечныйОстаток')];
    const from = dayFrom(fields.get('ДатаНачала') ?? '');
    const to = dayFrom(fields.get('ДатаКонца') ?? '');
    const section: BankAccountSection = { line, account, from, to, opening, incoming, outgoing, closing };
    this.sink({ type: 'account', account: section });
    if (opening === null || incoming === null || outgoing === null || closing === null) return;
    const expected = opening + incoming - outgoing;
    if (expected !== closing)
      this.warn(
        line,
        `Остатки по счёту ${account} не сходятся: ${printMinor(opening)} + ${printMinor(incoming)} − ` +
          `${printMinor(outgoing)} = ${printMinor(expected)}, в выписке ${printMinor(closing)}.`,
      );
  }

  private own(text: string): string | null {
    const account = accountFrom(text);
    if (account !== null) this.ownAccounts.add(account);
    return account;
  }

  private warn(line: number, reason: string): void {
    this.sink({ type: 'warning', line, reason });
  }

  private reject(line: number, reason: string): void {
    this.sink({ type: 'rejected', line, reason });
  }
}
