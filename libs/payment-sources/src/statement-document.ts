import type { BankDocument, Party } from './bank-statement';
import { accountFrom, bicFrom, dayFrom, innFrom, kppFrom, nameFrom, sumFrom } from './statement-fields';

/** A document between `СекцияДокумент` and its end: fields as written, and what already went wrong. */
export interface DocumentDraft {
  readonly line: number;
  readonly kind: string;
  readonly fields: Map<string, string>;
  readonly problems: string[];
}

const SIDES = { payer: 'Плательщик', payee: 'Получатель' } as const;
const SIDE_NAMES = { payer: 'плательщика', payee: 'получателя' } as const;
const SIDE_KEYS = ['', '1', 'ИНН', 'КПП', 'Счет', 'РасчСчет', 'БИК', 'Банк1'];
export const PURPOSE = 'НазначениеПлатежа';
const PURPOSE_PARTS = ['1', '2', '3', '4', '5', '6'].map((part) => PURPOSE + part);

/** Two different values of one of these make the document ambiguous; of the others the first one stands. */
export const DECISIVE: ReadonlySet<string> = new Set([
  'Номер',
  'Дата',
  'Сумма',
  'ДатаСписано',
  'ДатаПоступило',
  ...Object.values(SIDES).flatMap((side) => [`${side}Счет`, `${side}РасчСчет`, `${side}ИНН`]),
]);

export const READ_KEYS: ReadonlySet<string> = new Set([
  ...DECISIVE,
  ...Object.values(SIDES).flatMap((side) => SIDE_KEYS.map((key) => side + key)),
  PURPOSE,
  ...PURPOSE_PARTS,
]);

/**
 * Checks a closed draft. `ownAccounts` are the accounts the file says it is about: where a bank writes its
 * own correspondent account in `ПолучательСчет` and ours in `ПолучательРасчСчет`, ours is taken.
 * @returns the document, or Russian reasons why nothing of it is taken
 */
export function closeDocument(draft: DocumentDraft, ownAccounts: ReadonlySet<string>): BankDocument | string {
  const problems = [...draft.problems];
  const field = (key: string): string => draft.fields.get(key) ?? '';
  const must = <T>(value: T | null, complaint: string): T | null => {
    if (value === null) problems.push(complaint);
    return value;
  };
  const seen = (key: string): string => (field(key) ? `«${field(key)}» не читается` : 'не указана');

  const number = must(
    /^[^\ufffd]+$/.test(field('Номер')) ? field('Номер') : null,
    field('Номер') ? 'номер не читается' : 'не указан номер',
  );
  const date = must(dayFrom(field('Дата')), `дата ${seen('Дата')}, нужен вид 05.10.2026`);
  const read = sumFrom(field('Сумма'));
  const amount = must(
    read !== null && read > 0n ? read : null,
    read === null ? `сумма ${seen('Сумма')}, нужен вид 1000.50` : `сумма «${field('Сумма')}» не больше нуля`,
  );
  const optionalDay = (key: string) => {
    const value = field(key);
    return value === '' ? null : must(dayFrom(value), `${key} «${value}» не читается`);
  };
  const payer = partyOf('payer', field, ownAccounts, problems);
  const payee = partyOf('payee', field, ownAccounts, problems);
  const debitedOn = optionalDay('ДатаСписано');
  const creditedOn = optionalDay('ДатаПоступило');
  if (problems.length > 0 || !number || !date || !amount || !payer || !payee)
    return `Документ${number ? ` № ${number}` : ''} не принят: ${problems.join('; ')}.`;
  return {
    line: draft.line,
    kind: draft.kind || 'Прочее',
    number,
    date,
    amount,
    payer,
    payee,
    debitedOn,
    creditedOn,
    purpose: purposeOf(field),
  };
}

function partyOf(
  side: keyof typeof SIDES,
  field: (key: string) => string,
  ownAccounts: ReadonlySet<string>,
  problems: string[],
): Party | null {
  const key = SIDES[side];
  const written = [field(`${key}Счет`), field(`${key}РасчСчет`)].filter((text) => text !== '');
  const accounts = written.map(accountFrom);
  const account = accounts.find((one) => one !== null && ownAccounts.has(one)) ?? accounts[0] ?? null;
  if (account === null) {
    const what = written.length > 0 ? `«${written[0]}» не читается` : 'не указан';
    problems.push(`счёт ${SIDE_NAMES[side]} ${what}`);
    return null;
  }
  const named = nameFrom(field(key));
  const line = nameFrom(field(`${key}1`));
  const ownInn = field(`${key}ИНН`);
  return {
    name: named.name || line.name,
    inn: /^0*$/.test(ownInn) ? (named.inn ?? line.inn) : innFrom(ownInn),
    kpp: kppFrom(field(`${key}КПП`)),
    account,
    bic: bicFrom(field(`${key}БИК`)),
    bankName: field(`${key}Банк1`) || null,
  };
}

const purposeOf = (field: (key: string) => string): string =>
  field(PURPOSE) ||
  PURPOSE_PARTS.map(field)
    .filter((part) => part !== '')
    .join(' ');
