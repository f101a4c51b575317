import type { ActFacts } from './act-facts';
import { isSoleTrader, partyLine, taxNumberLabel, type PartyRequisites } from './party';
import { PortraitPaper, type PortraitColumn, type SignatureSide } from './portrait-paper';
import { Sheet } from './sheet';
import { unitPrice } from './unit-price';
import { DASH, printQuantity, printSum, russianDate, shortDate, sumInWords } from './wording';

const SUM_WIDTH = 76;
const COLUMNS: readonly PortraitColumn[] = [
  { head: '№', width: 26, align: 'center' },
  { head: 'Наименование работ (услуг)', width: 176, align: 'left' },
  { head: 'Дата выполнения', width: 56, align: 'center' },
  { head: 'Сведения об отчёте', width: 52, align: 'center' },
  { head: 'Ед. изм.', width: 46, align: 'center' },
  { head: 'Кол-во', width: 36, align: 'right' },
  { head: 'Цена за единицу', width: 49.28, align: 'right' },
  { head: 'Стоимость', width: SUM_WIDTH, align: 'right' },
];

/**
 * «Акт выполненных работ (оказанных услуг)», form Р-1 of Kazakhstan (order of the Minister of Finance of 20.12.2012 № 562, annex 50),
 * A4 portrait. The caller has checked that the facts add up. The same facts give the same bytes.
 */
export async function renderCompletedWorks(facts: ActFacts): Promise<Uint8Array> {
  const { number, issuedOn, seller, customer, basis, lines, totals, currency } = facts;
  const title = `Акт выполненных работ (оказанных услуг) № ${number} от ${russianDate(issuedOn)}`;
  const sheet = new Sheet({ title, author: seller.name, issuedOn, orientation: 'portrait' });
  const paper = new PortraitPaper(sheet, `Акт № ${number} от ${shortDate(issuedOn)}`);
  paper.paragraph(
    'Приложение 50 к приказу Министра финансов Республики Казахстан от 20 декабря 2012 года № 562. Форма Р-1',
    { face: 'sans', size: 7.5, align: 'right' },
    6,
  );
  paper.labelled('Заказчик:', partyLine(customer));
  paper.labelled('Исполнитель:', partyLine(seller));
  paper.labelled('Договор\n(контракт):', basis);
  paper.y += 2;
  paper.title(title);
  paper.table(COLUMNS, rowsOf(facts), () => {
    paper.y += 6;
    paper.total('Итого:', printSum(totals.gross), SUM_WIDTH);
    paper.y += 4;
    const tax = totals.vat === 0n ? 'НДС не облагается' : `в том числе НДС ${printSum(totals.vat)}`;
    paper.paragraph(
      `Всего: ${sumInWords(totals.gross, currency)}, ${tax}.`,
      { face: 'sansBold', size: 9 },
      8,
    );
    paper.paragraph(`Сведения об использовании запасов, полученных от заказчика: ${DASH}`);
    if (facts.silence) paper.paragraph(silenceText(facts.silence, lines.length));
    paper.y += 10;
    paper.signatures([side('Сдал (Исполнитель)', seller), side('Принял (Заказчик)', customer)]);
    paper.y += 6;
    paper.paragraph('Дата подписания (принятия) работ (услуг): ____________________');
  });
  return sheet.bytes();
}

const rowsOf = ({ lines, transferredOn }: ActFacts): string[][] =>
  lines.map((line, index) => {
    const quantity = line.quantity ?? '1';
    const price = unitPrice(line.gross, quantity);
    return [
      ...[`${index + 1}`, line.name, shortDate(transferredOn), DASH, line.unit ?? 'услуга'],
      ...[printQuantity(quantity), price === null ? DASH : printSum(price), printSum(line.gross)],
    ];
  });

const silenceText = (term: string, lines: number): string =>
  `Если в течение ${term} со дня получения акта Исполнителю не поступил подписанный акт или мотивированные возражения, ` +
  `${lines === 1 ? 'право считается предоставленным' : 'права считаются предоставленными'} и принятым${lines === 1 ? '' : 'и'} без возражений.`;

const side = (title: string, party: PartyRequisites): SignatureSide => ({
  title,
  party: `${party.shortName || party.name}, ${taxNumberLabel(party)} ${party.inn}`,
  post: isSoleTrader(party) ? 'Индивидуальный предприниматель' : party.signatoryPost || 'Руководитель',
  name: party.signatory ?? '',
});
