import { innAndKpp, isSoleTrader, type PartyRequisites, type Signatory } from './party';
import type { Sheet, Type } from './sheet';
import { shortDate } from './wording';

const LABEL: Type = { face: 'narrow', size: 7.5 };
const VALUE: Type = { face: 'sans', size: 7.5 };
const CENTRED: Type = { ...VALUE, align: 'center' };
const UNDER: Type = { face: 'narrow', size: 6, align: 'center' };
const FIELD: Type = { face: 'narrow', size: 7.5, align: 'right' };

const THICK = 1.5;

/** Width of a label with its place beside it. */
const REMARK_LABEL = 124;

/** Room for «[10]» at the end of a line. */
const MARK = 20;

/** A ruled place of a form: what is written in it and what it is for. */
interface Slot {
  readonly text: string;
  readonly under: string;
  readonly x: number;
  readonly width: number;
}

/**
 * Slots that share one rule, all as tall as the one with most lines. `mark` is the number of the field at the end.
 * Returns the height, the words under the rule included.
 */
function drawSlots(
  sheet: Sheet,
  slots: readonly Slot[],
  y: number,
  mark?: { text: string; right: number },
): number {
  const wrapped = slots.map(({ text, width }) => sheet.wrap(text, CENTRED, width - 2));
  const tallest = Math.max(...wrapped.map((lines) => sheet.heightOf(lines, CENTRED)));
  const ruleY = y + tallest + 0.8;
  let under = 0;
  slots.forEach(({ x, width, under: purpose }, index) => {
    const lines = wrapped[index]!;
    sheet.lines(lines, x + 1, y + tallest - sheet.heightOf(lines, CENTRED), CENTRED, width - 2);
    sheet.rule(x, ruleY, x + width, ruleY, 0.4);
    if (purpose !== '') under = Math.max(under, sheet.paragraph(purpose, x, ruleY + 0.6, UNDER, width));
  });
  if (mark) sheet.line(mark.text, mark.right - MARK, ruleY - 9.6, FIELD, MARK);
  return ruleY + under - y;
}

/** What the closing of a form asks of its facts. */
export interface SignedFacts {
  readonly seller: PartyRequisites;
  readonly status: 1 | 2;
  readonly signatory?: Signatory | null;
  readonly accountant?: Signatory | null;
}

/** Who signs for the seller: the one named in the facts, or the signatory of the requisites. */
export function sellerSignatory({ seller, signatory }: SignedFacts): Signatory {
  const power = seller.powerOfAttorney;
  return (
    signatory ?? {
      name: seller.signatory ?? '',
      post: seller.signatoryPost ?? null,
      authority: power ? `доверенность № ${power.number} от ${shortDate(power.issuedOn)}` : null,
    }
  );
}

/** «Иванов И.И., доверенность № 3 от 01.09.2026». */
export const withAuthority = (person: Signatory | null | undefined): string =>
  person ? [person.name, person.authority].filter(Boolean).join(', ') : '';

const sheetsText = (sheets: number): string =>
  `Документ составлен на\n${sheets} ${sheets % 10 === 1 && sheets % 100 !== 11 ? 'листе' : 'листах'}`;

/** Signatures of the tax invoice, right of the rail, and the count of sheets in it. Returns the height. */
export function drawSignatures(
  sheet: Sheet,
  facts: SignedFacts,
  box: { x: number; y: number; right: number; rail: number },
  sheets: number,
): number {
  const left = box.x + (box.rail > 0 ? box.rail + 8 : 0);
  const half = (box.right - left) / 2;
  const second = left + half + 4;
  const trader = isSoleTrader(facts.seller);
  // A document of status 2 is no tax invoice: nobody signs one here.
  const head = facts.status === 2 ? null : sellerSignatory(facts);
  const ofRequisites = facts.seller.accountant ? { name: facts.seller.accountant } : null;
  const accountant = facts.status === 2 ? null : (facts.accountant ?? ofRequisites);
  if (box.rail > 0) sheet.paragraph(sheetsText(sheets), box.x, box.y + 6, LABEL, box.rail - 6);

  const labelWidth = 112;
  const signer = (label: string, name: string, x: number, right: number, y: number): number => {
    const height = sheet.paragraph(label, x, y, LABEL, labelWidth);
    const signX = x + labelWidth + 4;
    const slots = [
      { text: '', under: '(подпись)', x: signX, width: 84 },
      { text: name, under: '(ф.и.о.)', x: signX + 92, width: right - signX - 92 },
    ];
    return Math.max(height, 9 + drawSlots(sheet, slots, y + 9));
  };
  const first = Math.max(
    signer(
      'Руководитель организации или иное уполномоченное лицо',
      trader ? '' : withAuthority(head),
      left,
      second - 10,
      box.y + 3,
    ),
    signer(
      'Главный бухгалтер или иное уполномоченное лицо',
      trader ? '' : withAuthority(accountant),
      second,
      box.right,
      box.y + 3,
    ),
  );
  const y = box.y + 3 + first;
  const state = {
    text: trader && facts.seller.ogrn ? `ОГРНИП ${facts.seller.ogrn}` : '',
    under: '(реквизиты свидетельства о государственной регистрации индивидуального предпринимателя)',
    x: second,
    width: box.right - second,
  };
  const last = Math.max(
    signer(
      'Индивидуальный предприниматель или иное уполномоченное лицо',
      trader ? withAuthority(head) : '',
      left,
      second - 10,
      y,
    ),
    9 + drawSlots(sheet, [state], y + 9),
  );
  return y + last + 3 - box.y;
}

/** A labelled place across the whole width. */
export interface Ground {
  readonly label: string;
  readonly labelWidth: number;
  readonly text: string;
  readonly under: string;
  readonly mark: string;
}

/** Grounds one under another. Returns the height. */
export function drawGrounds(
  sheet: Sheet,
  rows: readonly Ground[],
  box: { x: number; y: number; right: number },
): number {
  let y = box.y;
  for (const { label, labelWidth, text, under, mark } of rows) {
    const slot = { text, under, x: box.x + labelWidth, width: box.right - MARK - box.x - labelWidth };
    sheet.line(label, box.x, y, LABEL);
    y += drawSlots(sheet, [slot], y, { text: mark, right: box.right }) + 1;
  }
  return y - box.y;
}

/** A date that a person writes by hand. */
export const BLANK_DATE = '«\u00a0\u00a0\u00a0\u00a0»\u00a0____________\u00a020__\u00a0г.';

export interface Person {
  readonly post: string;
  readonly name: string;
}

/** A field of one party's half of a form. */
export type Field = { readonly label: string; readonly mark: string } & (
  | { readonly kind: 'signature'; readonly person: Person }
  | { readonly kind: 'remark'; readonly text: string; readonly under: string }
  | { readonly kind: 'compiler'; readonly party: PartyRequisites }
);

/** The seller's half and the customer's half with a thick rule between them. Returns the height. */
export function drawHalves(
  sheet: Sheet,
  halves: { readonly seller: readonly Field[]; readonly customer: readonly Field[] },
  box: { x: number; y: number; right: number },
): number {
  const { x, y, right } = box;
  const middle = (x + right) / 2;
  const bottom = Math.max(
    drawHalf(sheet, x, y + 3, middle - 8 - x, halves.seller),
    drawHalf(sheet, middle + 8, y + 3, right - middle - 8, halves.customer),
  );
  sheet.rule(middle, y, middle, bottom, THICK);
  return bottom - y;
}

/** Fields and the place of the stamp. Returns the y under them. */
function drawHalf(sheet: Sheet, x: number, top: number, width: number, fields: readonly Field[]): number {
  let y = top;
  for (const field of fields) {
    sheet.line(field.label, x, y, LABEL);
    y += drawField(sheet, field, x, y, width);
  }
  sheet.line('М.П.', x + 16, y, VALUE);
  return y + 12;
}

const COMPILER_NOTE = '(может не заполняться при проставлении печати в М.П., может быть указан ИНН / КПП)';

/** What stands under or beside the label of a field. Returns the height with the label. */
function drawField(sheet: Sheet, field: Field, x: number, y: number, width: number): number {
  const inner = width - MARK - 2;
  const mark = { text: field.mark, right: x + width };
  switch (field.kind) {
    case 'signature': {
      const third = (inner - 12) / 3;
      const slots = [
        { text: field.person.post, under: '(должность)', x, width: third },
        { text: '', under: '(подпись)', x: x + third + 6, width: third },
        { text: field.person.name, under: '(ф.и.о.)', x: x + 2 * third + 12, width: third },
      ];
      return 10 + drawSlots(sheet, slots, y + 10, mark) + 1;
    }
    case 'remark': {
      const slot = { text: field.text, under: field.under, x: x + REMARK_LABEL, width: inner - REMARK_LABEL };
      return drawSlots(sheet, [slot], y, mark) + 2;
    }
    case 'compiler': {
      const { party } = field;
      const text = `${party.shortName || party.name}, ${party.kpp ? 'ИНН/КПП' : 'ИНН'} ${innAndKpp(party)}`;
      return 10 + drawSlots(sheet, [{ text, under: COMPILER_NOTE, x, width: inner }], y + 10, mark) + 3;
    }
  }
}
