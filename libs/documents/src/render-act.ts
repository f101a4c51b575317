import type { LocalDate } from '@rocket/kernel';
import { assertHandoverAddsUp, type ActFacts, type CertificateFacts, type HandoverFacts } from './act-facts';
import { renderCompletedWorks } from './render-completed-works';
import { partyLine, isSoleTrader, type PartyRequisites } from './party';
import { PortraitPaper, type PortraitColumn, type SignatureSide } from './portrait-paper';
import { Sheet } from './sheet';
import { unitPrice } from './unit-price';
import { DASH, printQuantity, printSum, russianDate, shortDate, sumInWords, wordingOf } from './wording';

const SUM_WIDTH = 78.28;
const COLUMNS: readonly PortraitColumn[] = [
  { head: '№', width: 24, align: 'center' },
  { head: 'Наименование', width: 261, align: 'left' },
  { head: 'Кол-во', width: 44, align: 'right' },
  { head: 'Ед.', width: 36, align: 'center' },
  { head: 'Цена', width: 74, align: 'right' },
  { head: 'Сумма', width: SUM_WIDTH, align: 'right' },
];

/** What a package gives: as wide as the table of sums. */
const CONTENTS: readonly PortraitColumn[] = [
  { head: '№', width: 24, align: 'center' },
  { head: 'Услуга', width: 405.28, align: 'left' },
  { head: 'Количество', width: 88, align: 'right' },
];

const HANDED_OVER = {
  services:
    'Вышеперечисленные услуги оказаны полностью и в срок. Заказчик претензий по объёму, качеству и срокам оказания услуг не имеет.',
  rights:
    'Вышеперечисленные права предоставлены полностью и в срок. Заказчик претензий по объёму, качеству и срокам предоставления прав не имеет.',
} as const;

/**
 * An act («акт») of services rendered or of rights granted, A4 portrait in the usual 1C form, with the requisites of article 9
 * of 402-FZ: name, date, both parties, what was done, amounts with VAT inside, who signs. Many lines go over pages; totals and
 * signatures stay together. Of a seller in Kazakhstan it is the act of completed works of that country. The same facts give the same
 * bytes.
 * @throws Error when the facts do not add up
 */
export async function renderAct(facts: ActFacts): Promise<Uint8Array> {
  assertHandoverAddsUp('Act', facts);
  if (facts.seller.country === 'KZ') return renderCompletedWorks(facts);
  const title = `Акт № ${facts.number} от ${russianDate(facts.issuedOn)}`;
  const paper = begin(title, facts);
  const what = facts.subject === 'rights' ? 'передачи прав' : 'сдачи-приёмки оказанных услуг';
  paper.title(`Акт ${what} № ${facts.number} от ${russianDate(facts.issuedOn)}`);
  paper.labelled('Исполнитель:', partyLine(facts.seller));
  paper.labelled('Заказчик:', partyLine(facts.customer));
  paper.labelled('Основание:', facts.basis);
  if (facts.servicePeriod) paper.labelled('Период:', periodText(facts.servicePeriod));
  paper.y += 4;
  paper.table(COLUMNS, rowsOf(facts), () => {
    sums(paper, facts);
    paper.paragraph(HANDED_OVER[facts.subject]);
    if (facts.silence) paper.paragraph(silenceText(facts.silence));
    paper.y += 10;
    paper.signatures([side('ИСПОЛНИТЕЛЬ', facts.seller), side('ЗАКАЗЧИК', facts.customer)]);
  });
  return paper.sheet.bytes();
}

/**
 * A certificate («сертификат») with the number that its holder shows, what it gives, for how much and until when (five offers,
 * closing document). The same facts give the same bytes.
 * @throws Error when the facts do not add up
 */
export async function renderCertificate(facts: CertificateFacts): Promise<Uint8Array> {
  assertHandoverAddsUp('Certificate', facts);
  const paper = begin(`Сертификат № ${facts.number} от ${russianDate(facts.issuedOn)}`, facts);
  paper.title(`Сертификат № ${facts.number}`);
  paper.paragraph(
    'Подтверждает заключение договора и право его владельца на перечисленное ниже. Номер сертификата называют при обращении.',
    undefined,
    10,
  );
  paper.labelled('Выдан:', russianDate(facts.issuedOn));
  paper.labelled('Действует:', validity(facts));
  if (facts.packageName) paper.labelled('Пакет услуг:', facts.packageName);
  paper.labelled('Владелец:', facts.holder ?? partyLine(facts.customer));
  if (facts.holder) paper.labelled('Оплатил:', partyLine(facts.customer));
  paper.labelled('Издатель:', partyLine(facts.seller));
  paper.labelled('Основание:', facts.basis);
  paper.y += 4;
  if (facts.contents && facts.contents.length > 0) {
    const rows = facts.contents.map(({ name, count }, index) => [`${index + 1}`, name, `${count}`]);
    paper.table(CONTENTS, rows, () => {
      paper.y += 6;
      paper.total(
        'Стоимость:',
        `${printSum(facts.totals.gross)} ${wordingOf(facts.currency).short}`,
        SUM_WIDTH + 20,
      );
      const isTaxed = facts.lines.some(({ vatRate }) => vatRate !== null);
      if (isTaxed) paper.total('В том числе НДС:', printSum(facts.totals.vat), SUM_WIDTH + 20);
      paper.y += 4;
      paper.paragraph(sumInWords(facts.totals.gross, facts.currency), { face: 'sansBold', size: 9 }, 10);
      paper.paragraph(
        'Оплата подтверждает заключение договора. Подписей и печатей на сертификате не требуется.',
        undefined,
        4,
      );
    });
    return paper.sheet.bytes();
  }
  paper.table(COLUMNS, rowsOf(facts), () => {
    sums(paper, facts);
    paper.y += 10;
    paper.signatures([side('ИЗДАТЕЛЬ', facts.seller), side('ВЛАДЕЛЕЦ', facts.customer)]);
  });
  return paper.sheet.bytes();
}

function begin(title: string, { seller, issuedOn }: HandoverFacts): PortraitPaper {
  const sheet = new Sheet({ title, author: seller.name, issuedOn, orientation: 'portrait' });
  return new PortraitPaper(sheet, title);
}

const rowsOf = ({ lines }: HandoverFacts): string[][] =>
  lines.map((line, index) => {
    const price = line.unit ? unitPrice(line.gross, line.quantity) : null;
    const measured =
      price === null ? [DASH, DASH, DASH] : [printQuantity(line.quantity!), line.unit!, printSum(price)];
    return [`${index + 1}`, line.name, ...measured, printSum(line.gross)];
  });

function sums(paper: PortraitPaper, { lines, totals, currency }: HandoverFacts): void {
  const rates = [...new Set(lines.map(({ vatRate }) => vatRate))];
  const taxed = rates.some((rate) => rate !== null);
  const label = rates.length === 1 ? `В том числе НДС (${rates[0]}%):` : 'В том числе НДС:';
  paper.y += 6;
  paper.total('Итого:', printSum(totals.gross), SUM_WIDTH);
  paper.total(taxed ? label : 'Без налога (НДС):', taxed ? printSum(totals.vat) : DASH, SUM_WIDTH);
  paper.y += 6;
  paper.paragraph(
    `Всего наименований ${lines.length}, на сумму ${printSum(totals.gross)} ${wordingOf(currency).short}`,
    undefined,
    2,
  );
  paper.paragraph(sumInWords(totals.gross, currency), { face: 'sansBold', size: 9 }, 10);
}

const periodText = ({ from, to }: { from: LocalDate; to: LocalDate }): string =>
  `${shortDate(from)}–${shortDate(to)}`;

function validity({ servicePeriod, validUntil, transferredOn }: CertificateFacts): string {
  if (servicePeriod) return periodText(servicePeriod);
  return validUntil
    ? periodText({ from: transferredOn, to: validUntil })
    : `с ${shortDate(transferredOn)} на условиях договора`;
}

const silenceText = (term: string): string =>
  `Если в течение ${term} со дня получения акта Исполнителю не поступил подписанный акт или мотивированный отказ, ` +
  'акт считается принятым без замечаний.';

const side = (title: string, party: PartyRequisites): SignatureSide => ({
  title,
  party: party.shortName || party.name,
  post: isSoleTrader(party) ? 'Индивидуальный предприниматель' : party.signatoryPost || 'Руководитель',
  name: party.signatory ?? '',
});
