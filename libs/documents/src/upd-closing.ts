import { innAndKpp, isSoleTrader, type PartyRequisites, type Signatory } from './party';
import type { Sheet, Type } from './sheet';
import type { UpdFacts } from './upd-facts';
import { russianDate } from './wording';

const LABEL: Type = { face: 'narrow', size: 7.5 };
const VALUE: Type = { face: 'sans', size: 7.5 };
const CENTRED: Type = { ...VALUE, align: 'center' };
const UNDER: Type = { face: 'narrow', size: 6, align: 'center' };
const FIELD: Type = { face: 'narrow', size: 7.5, align: 'right' };

/** Room for «[10]» at the end of a line. */
const MARK = 20;
/** The part that still belongs to the tax invoice, right of the rail. */
export const SIGNATURES_HEIGHT = 58;
const TRANSFER_HEIGHT = 170;

/** Height of everything under the totals row: it moves to another page only as a whole. */
export const CLOSING_HEIGHT = SIGNATURES_HEIGHT + TRANSFER_HEIGHT;

/** Who signs a UPD for the seller: the one named in the facts, or the signatory of the requisites. */
function sellerSignatory({ seller, signatory }: UpdFacts): Signatory {
  return signatory ?? { name: seller.signatory ?? '', post: seller.signatoryPost ?? null };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly rail: number;
}

/** Signatures of the tax invoice, then fields [8]–[19]. Takes exactly `CLOSING_HEIGHT`. */
export function drawClosing(sheet: Sheet, facts: UpdFacts, box: Box, pages: number): void {
  drawSignatures(sheet, facts, box, pages);
  const top = box.y + SIGNATURES_HEIGHT;
  const bottom = top + TRANSFER_HEIGHT;
  // The thick frame parts the tax invoice from the transfer document, as on the form.
  sheet.rule(box.x, top, box.right, top, 1.5);
  const y = drawGrounds(sheet, facts, { ...box, y: top + 4 });
  const middle = (box.x + box.right) / 2;
  sheet.rule(middle, y, middle, bottom, 1.5);
  drawSellerSide(sheet, facts, box.x, y + 3, middle - 8 - box.x);
  drawCustomerSide(sheet, facts, middle + 8, y + 3, box.right - middle - 8);
}

/** A ruled place with what is written in it and what it is for. */
function slot(sheet: Sheet, text: string, under: string, x: number, y: number, width: number): void {
  sheet.line(text, x + 1, y, CENTRED, width - 2);
  sheet.rule(x, y + 9.6, x + width, y + 9.6, 0.4);
  sheet.line(under, x, y + 10.2, UNDER, width);
}

function drawSignatures(sheet: Sheet, facts: UpdFacts, box: Box, pages: number): void {
  const left = box.x + box.rail + 8;
  const half = (box.right - left) / 2;
  const second = left + half + 4;
  const trader = isSoleTrader(facts.seller);
  // A transfer document of status 2 is no tax invoice: nobody signs one here.
  const head = facts.status === 2 ? null : sellerSignatory(facts);
  const accountant = facts.status === 2 ? null : facts.accountant;

  sheet.paragraph(
    `Документ составлен на\n${pages} ${pages % 10 === 1 && pages % 100 !== 11 ? 'листе' : 'листах'}`,
    box.x,
    box.y + 6,
    LABEL,
    box.rail - 6,
  );
  const signer = (
    label: string,
    person: Signatory | null | undefined,
    x: number,
    y: number,
    width: number,
  ) => {
    const labelWidth = 112;
    sheet.paragraph(label, x, y - 8, LABEL, labelWidth);
    const signX = x + labelWidth + 4;
    const nameX = signX + 92;
    slot(sheet, '', '(подпись)', signX, y, 84);
    slot(sheet, withAuthority(person), '(ф.и.о.)', nameX, y, x + width - nameX);
  };
  const organisation = trader ? null : head;
  signer('Руководитель организации или иное уполномоченное лицо', organisation, left, box.y + 11, half - 6);
  signer(
    'Главный бухгалтер или иное уполномоченное лицо',
    trader ? null : accountant,
    second,
    box.y + 11,
    box.right - second,
  );
  signer(
    'Индивидуальный предприниматель или иное уполномоченное лицо',
    trader ? head : null,
    left,
    box.y + 36,
    half - 6,
  );
  slot(
    sheet,
    trader && facts.seller.ogrn ? `ОГРНИП ${facts.seller.ogrn}` : '',
    '(реквизиты свидетельства о государственной регистрации индивидуального предпринимателя)',
    second,
    box.y + 36,
    box.right - second,
  );
}

const withAuthority = (person: Signatory | null | undefined): string =>
  person ? [person.name, person.authority].filter(Boolean).join(', ') : '';

/** [8] and [9] across the whole width. Returns the y under them. */
function drawGrounds(sheet: Sheet, facts: UpdFacts, { x, y, right }: Box): number {
  const rows = [
    ['Основание передачи (сдачи) / получения (приемки)', facts.basis, '(договор; доверенность и др.)', '[8]'],
    [
      'Данные о транспортировке и грузе',
      '–',
      '(транспортная накладная, поручение экспедитору, экспедиторская / складская расписка и др. / масса нетто/ брутто груза, если не приведены ссылки на транспортные документы, содержащие эти сведения)',
      '[9]',
    ],
  ] as const;
  rows.forEach(([label, value, under, mark], index) => {
    const top = y + index * 18;
    const valueX = x + (index === 0 ? 150 : 104);
    sheet.line(label, x, top, LABEL);
    slot(sheet, value, under, valueX, top, right - MARK - valueX);
    sheet.line(mark, right - MARK, top, FIELD, MARK);
  });
  return y + 36;
}

/** Post, signature and name on one line, with the field's number. */
function signatureRow(
  sheet: Sheet,
  person: { post: string; name: string },
  mark: string,
  x: number,
  y: number,
  width: number,
): void {
  const third = (width - MARK - 12) / 3;
  slot(sheet, person.post, '(должность)', x, y, third);
  slot(sheet, '', '(подпись)', x + third + 6, y, third);
  slot(sheet, person.name, '(ф.и.о.)', x + 2 * third + 12, y, third);
  sheet.line(mark, x + width - MARK, y, FIELD, MARK);
}

interface Side {
  readonly handed: { label: string; mark: string };
  readonly date: { label: string; text: string; mark: string };
  readonly remarks: { label: string; text: string; under: string; mark: string };
  readonly answerable: string;
  readonly compiler: { label: string; party: PartyRequisites; mark: string };
  readonly person: { post: string; name: string };
}

function drawSellerSide(sheet: Sheet, facts: UpdFacts, x: number, y: number, width: number): void {
  const signatory = sellerSignatory(facts);
  drawSide(sheet, x, y, width, {
    handed: { label: 'Товар (груз) передал / услуги, результаты работ, права сдал', mark: '[10]' },
    date: { label: 'Дата отгрузки, передачи (сдачи)', text: russianDate(facts.transferredOn), mark: '[11]' },
    remarks: {
      label: 'Иные сведения об отгрузке, передаче',
      text: facts.note ?? '',
      under: '(ссылки на неотъемлемые приложения, сопутствующие документы, иные документы и т.п.)',
      mark: '[12]',
    },
    answerable: '[13]',
    compiler: {
      label: 'Наименование экономического субъекта – составителя документа (в т.ч. комиссионера / агента)',
      party: facts.seller,
      mark: '[14]',
    },
    person: { post: signatory.post ?? '', name: withAuthority(signatory) },
  });
}

function drawCustomerSide(sheet: Sheet, facts: UpdFacts, x: number, y: number, width: number): void {
  const { customer } = facts;
  drawSide(sheet, x, y, width, {
    handed: { label: 'Товар (груз) получил / услуги, результаты работ, права принял', mark: '[15]' },
    date: {
      label: 'Дата получения (приемки)',
      text: '«\u00a0\u00a0\u00a0\u00a0»\u00a0____________ 20__\u00a0г.',
      mark: '[16]',
    },
    remarks: {
      label: 'Иные сведения о получении, приемке',
      text: '',
      under:
        '(информация о наличии/отсутствии претензии; ссылки на неотъемлемые приложения и другие документы и т.п.)',
      mark: '[17]',
    },
    answerable: '[18]',
    compiler: {
      label: 'Наименование экономического субъекта – составителя документа',
      party: customer,
      mark: '[19]',
    },
    person: { post: customer.signatoryPost ?? '', name: customer.signatory ?? '' },
  });
}

/** Half of the transfer document: five fields and the place of the stamp. */
function drawSide(sheet: Sheet, x: number, y: number, width: number, side: Side): void {
  sheet.line(side.handed.label, x, y, LABEL);
  signatureRow(sheet, side.person, side.handed.mark, x, y + 9, width);

  const dateY = y + 27;
  const valueX = x + 124;
  const valueWidth = width - MARK - 124 - 2;
  sheet.line(side.date.label, x, dateY, LABEL);
  sheet.line(side.date.text, valueX, dateY, CENTRED, valueWidth);
  sheet.rule(valueX, dateY + 9.6, valueX + valueWidth, dateY + 9.6, 0.4);
  sheet.line(side.date.mark, x + width - MARK, dateY, FIELD, MARK);

  const remarksY = y + 40;
  sheet.line(side.remarks.label, x, remarksY, LABEL);
  slot(sheet, side.remarks.text, side.remarks.under, valueX, remarksY, valueWidth);
  sheet.line(side.remarks.mark, x + width - MARK, remarksY, FIELD, MARK);

  const answerableY = y + 58;
  sheet.line('Ответственный за правильность оформления факта хозяйственной жизни', x, answerableY, LABEL);
  signatureRow(sheet, side.person, side.answerable, x, answerableY + 9, width);

  const compilerY = y + 86;
  const { party } = side.compiler;
  sheet.line(side.compiler.label, x, compilerY, LABEL);
  slot(
    sheet,
    `${party.shortName || party.name}, ИНН/КПП ${innAndKpp(party)}`,
    '(может не заполняться при проставлении печати в М.П., может быть указан ИНН / КПП)',
    x,
    compilerY + 9,
    width - MARK - 2,
  );
  sheet.line(side.compiler.mark, x + width - MARK, compilerY + 9, FIELD, MARK);
  sheet.line('М.П.', x + 16, compilerY + 29, VALUE);
}
