import { innAndKpp, isSoleTrader, type PartyRequisites, type Signatory } from './party';
import type { Sheet, Type } from './sheet';
import type { UpdFacts } from './upd-facts';
import { DASH, russianDate } from './wording';

const LABEL: Type = { face: 'narrow', size: 7.5 };
const VALUE: Type = { face: 'sans', size: 7.5 };
const CENTRED: Type = { ...VALUE, align: 'center' };
const UNDER: Type = { face: 'narrow', size: 6, align: 'center' };
const FIELD: Type = { face: 'narrow', size: 7.5, align: 'right' };
const THICK = 1.5;

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

/** Who signs a UPD for the seller: the one named in the facts, or the signatory of the requisites. */
function sellerSignatory({ seller, signatory }: UpdFacts): Signatory {
  return signatory ?? { name: seller.signatory ?? '', post: seller.signatoryPost ?? null };
}

const withAuthority = (person: Signatory | null | undefined): string =>
  person ? [person.name, person.authority].filter(Boolean).join(', ') : '';

const sheetsText = (sheets: number): string =>
  `Документ составлен на\n${sheets} ${sheets % 10 === 1 && sheets % 100 !== 11 ? 'листе' : 'листах'}`;

/** Signatures of the tax invoice, right of the rail, and the count of sheets in it. Returns the height. */
export function drawSignatures(
  sheet: Sheet,
  facts: UpdFacts,
  box: { x: number; y: number; right: number; rail: number },
  sheets: number,
): number {
  const left = box.x + box.rail + 8;
  const half = (box.right - left) / 2;
  const second = left + half + 4;
  const trader = isSoleTrader(facts.seller);
  // A transfer document of status 2 is no tax invoice: nobody signs one here.
  const head = facts.status === 2 ? null : sellerSignatory(facts);
  const accountant = facts.status === 2 ? null : facts.accountant;
  sheet.paragraph(sheetsText(sheets), box.x, box.y + 6, LABEL, box.rail - 6);

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

/** Fields [8]–[19]: grounds across the whole width, then the seller's half and the customer's. Returns the height. */
export function drawTransfer(
  sheet: Sheet,
  facts: UpdFacts,
  box: { x: number; y: number; right: number },
): number {
  const { x, right } = box;
  const middle = (x + right) / 2;
  const top = box.y + 4 + drawGrounds(sheet, facts, { ...box, y: box.y + 4 });
  const seller = drawSide(sheet, x, top + 3, middle - 8 - x, sellerSide(facts));
  const customer = drawSide(sheet, middle + 8, top + 3, right - middle - 8, customerSide(facts));
  const bottom = top + 3 + Math.max(seller, customer);
  sheet.rule(middle, top, middle, bottom, THICK);
  return bottom - box.y;
}

/** [8] and [9]. */
function drawGrounds(sheet: Sheet, facts: UpdFacts, box: { x: number; y: number; right: number }): number {
  const rows = [
    {
      label: 'Основание передачи (сдачи) / получения (приемки)',
      labelWidth: 150,
      text: facts.basis,
      under: '(договор; доверенность и др.)',
      mark: '[8]',
    },
    {
      label: 'Данные о транспортировке и грузе',
      labelWidth: 104,
      text: DASH,
      under:
        '(транспортная накладная, поручение экспедитору, экспедиторская / складская расписка и др. / масса нетто/ брутто груза, если не приведены ссылки на транспортные документы, содержащие эти сведения)',
      mark: '[9]',
    },
  ];
  let y = box.y;
  for (const { label, labelWidth, text, under, mark } of rows) {
    const slot = { text, under, x: box.x + labelWidth, width: box.right - MARK - box.x - labelWidth };
    sheet.line(label, box.x, y, LABEL);
    y += drawSlots(sheet, [slot], y, { text: mark, right: box.right }) + 1;
  }
  return y - box.y;
}

interface Remark {
  readonly label: string;
  readonly text: string;
  readonly under: string;
  readonly mark: string;
}

/** One half of the transfer document. */
interface Side {
  readonly handed: { readonly label: string; readonly mark: string };
  readonly date: Remark;
  readonly remarks: Remark;
  readonly answerableMark: string;
  readonly compiler: { readonly label: string; readonly party: PartyRequisites; readonly mark: string };
  readonly person: { readonly post: string; readonly name: string };
}

function sellerSide(facts: UpdFacts): Side {
  const signatory = sellerSignatory(facts);
  return {
    handed: { label: 'Товар (груз) передал / услуги, результаты работ, права сдал', mark: '[10]' },
    date: {
      label: 'Дата отгрузки, передачи (сдачи)',
      text: russianDate(facts.transferredOn),
      under: '',
      mark: '[11]',
    },
    remarks: {
      label: 'Иные сведения об отгрузке, передаче',
      text: facts.note ?? '',
      under: '(ссылки на неотъемлемые приложения, сопутствующие документы, иные документы и т.п.)',
      mark: '[12]',
    },
    answerableMark: '[13]',
    compiler: {
      label: 'Наименование экономического субъекта – составителя документа (в т.ч. комиссионера / агента)',
      party: facts.seller,
      mark: '[14]',
    },
    person: { post: signatory.post ?? '', name: withAuthority(signatory) },
  };
}

/** The customer dates and signs by hand; its person is printed only where the requisites name one. */
function customerSide({ customer }: UpdFacts): Side {
  return {
    handed: { label: 'Товар (груз) получил / услуги, результаты работ, права принял', mark: '[15]' },
    date: {
      label: 'Дата получения (приемки)',
      text: '«\u00a0\u00a0\u00a0\u00a0»\u00a0____________\u00a020__\u00a0г.',
      under: '',
      mark: '[16]',
    },
    remarks: {
      label: 'Иные сведения о получении, приемке',
      text: '',
      under:
        '(информация о наличии/отсутствии претензии; ссылки на неотъемлемые приложения и другие документы и т.п.)',
      mark: '[17]',
    },
    answerableMark: '[18]',
    compiler: {
      label: 'Наименование экономического субъекта – составителя документа',
      party: customer,
      mark: '[19]',
    },
    person: { post: customer.signatoryPost ?? '', name: customer.signatory ?? '' },
  };
}

/** Five fields and the place of the stamp. Returns the height. */
function drawSide(sheet: Sheet, x: number, top: number, width: number, side: Side): number {
  const right = x + width;
  const inner = width - MARK - 2;
  let y = top;

  const signature = (label: string, mark: string) => {
    const third = (inner - 12) / 3;
    sheet.line(label, x, y, LABEL);
    const slots = [
      { text: side.person.post, under: '(должность)', x, width: third },
      { text: '', under: '(подпись)', x: x + third + 6, width: third },
      { text: side.person.name, under: '(ф.и.о.)', x: x + 2 * third + 12, width: third },
    ];
    y += 10 + drawSlots(sheet, slots, y + 10, { text: mark, right }) + 1;
  };
  const remark = ({ label, text, under, mark }: Remark) => {
    const labelWidth = 124;
    sheet.line(label, x, y, LABEL);
    const slot = { text, under, x: x + labelWidth, width: inner - labelWidth };
    y += drawSlots(sheet, [slot], y, { text: mark, right }) + 2;
  };

  signature(side.handed.label, side.handed.mark);
  remark(side.date);
  remark(side.remarks);
  signature('Ответственный за правильность оформления факта хозяйственной жизни', side.answerableMark);
  const { party, label, mark } = side.compiler;
  sheet.line(label, x, y, LABEL);
  const compiler = {
    text: `${party.shortName || party.name}, ${party.kpp ? 'ИНН/КПП' : 'ИНН'} ${innAndKpp(party)}`,
    under: '(может не заполняться при проставлении печати в М.П., может быть указан ИНН / КПП)',
    x,
    width: inner,
  };
  y += 10 + drawSlots(sheet, [compiler], y + 10, { text: mark, right }) + 3;
  sheet.line('М.П.', x + 16, y, VALUE);
  return y + 12 - top;
}
