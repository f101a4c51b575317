import type { InvoiceFacts } from './invoice-facts';
import { assertInvoiceAddsUp } from './invoice-facts';
import { drawKazakhOrder } from './kazakh-order';
import { dealRows } from './pagination';
import { isSoleTrader, partyLine } from './party';
import { canPayByQr, paymentQrText, qrModules } from './payment-qr';
import { Sheet, type Type } from './sheet';
import { drawRow, measureRow, type MeasuredRow } from './table';
import { unitPrice } from './unit-price';
import { DASH, printQuantity, printSum, russianDate, shortDate, sumInWords, wordingOf } from './wording';

const MARGIN = { left: 42, right: 36, top: 34, bottom: 36 };
const MILLIMETRE = 72 / 25.4;
const QR_SIDE = 32 * MILLIMETRE;

const SMALL: Type = { face: 'sans', size: 8 };
const PLAIN: Type = { face: 'sans', size: 9 };
const BOLD: Type = { face: 'sansBold', size: 9 };
const RIGHT_BOLD: Type = { ...BOLD, align: 'right' };
const TITLE: Type = { face: 'sansBold', size: 14 };

const COLUMNS = [
  { head: '№', width: 24, align: 'center' },
  { head: 'Товары (работы, услуги)', width: 261, align: 'left' },
  { head: 'Кол-во', width: 44, align: 'right' },
  { head: 'Ед.', width: 36, align: 'center' },
  { head: 'Цена', width: 74, align: 'right' },
  { head: 'Сумма', width: 78.28, align: 'right' },
] as const;

/**
 * An invoice for payment («счёт на оплату») in the usual 1C form, A4 portrait: specimen of the payment order,
 * parties, lines with VAT inside, sum in words, signatures and, in roubles, the payment QR code (facts 3). Of a seller in Kazakhstan
 * the specimen is that of its payment orders.
 * The same facts give the same bytes.
 * @throws Error when the facts do not add up
 */
export async function renderInvoice(facts: InvoiceFacts): Promise<Uint8Array> {
  assertInvoiceAddsUp(facts);
  const sheet = new Sheet({
    title: `Счет на оплату № ${facts.number} от ${russianDate(facts.issuedOn)}`,
    author: facts.seller.name,
    issuedOn: facts.issuedOn,
    orientation: 'portrait',
  });
  const page = new InvoicePage(sheet, facts);
  page.draw();
  return sheet.bytes();
}

class InvoicePage {
  y = MARGIN.top;
  readonly left = MARGIN.left;
  readonly width: number;
  private readonly bottom: number;

  constructor(
    private readonly sheet: Sheet,
    private readonly facts: InvoiceFacts,
  ) {
    this.width = sheet.width - MARGIN.left - MARGIN.right;
    this.bottom = sheet.height - MARGIN.bottom;
  }

  private get isKazakh(): boolean {
    return this.facts.seller.country === 'KZ';
  }

  draw(): void {
    this.sheet.addPage();
    this.notice();
    if (this.isKazakh) this.y = drawKazakhOrder(this.sheet, this.facts, this);
    else this.bankBlock();
    this.title();
    this.parties();
    this.table();
  }

  private notice(): void {
    const text =
      `Внимание! Счёт действителен до ${shortDate(this.facts.dueOn)} включительно. ` +
      'Оплата счёта означает согласие с условиями договора, указанного в основании. ' +
      'В назначении платежа укажите номер счёта: по нему деньги поступят на ваш лицевой счёт.';
    this.y += this.sheet.paragraph(text, this.left, this.y, { ...SMALL, align: 'center' }, this.width) + 8;
  }

  /** «Образец заполнения платёжного поручения». */
  private bankBlock(): void {
    const { sheet, facts, left, width } = this;
    const { seller } = facts;
    const labelX = left + width * 0.56;
    const valueX = labelX + 46;
    const right = left + width;
    const halfX = left + width * 0.28;
    const pad = 4;
    const caption = { ...SMALL, size: 7.5 };

    sheet.line('Образец заполнения платёжного поручения', left, this.y, caption);
    const top = this.y + 11;
    const bank = sheet.wrap(seller.bankName || DASH, PLAIN, labelX - left - 2 * pad);
    const bankHeight = Math.max(sheet.heightOf(bank, PLAIN) + 16, 34);
    sheet.lines(bank, left + pad, top + 3, PLAIN, labelX - left);
    sheet.line('Банк получателя', left + pad, top + bankHeight - 12, caption);
    sheet.line('БИК', labelX + pad, top + 3, PLAIN);
    sheet.line(seller.bic || DASH, valueX + pad, top + 3, PLAIN);
    sheet.line('Сч. №', labelX + pad, top + bankHeight / 2 + 2, PLAIN);
    sheet.line(seller.correspondentAccount || DASH, valueX + pad, top + bankHeight / 2 + 2, PLAIN);
    sheet.rule(labelX, top + bankHeight / 2, right, top + bankHeight / 2);

    const innTop = top + bankHeight;
    const payeeTop = innTop + 16;
    sheet.line(`ИНН ${seller.inn}`, left + pad, innTop + 2.5, PLAIN);
    sheet.line(`КПП ${seller.kpp ?? ''}`.trimEnd(), halfX + pad, innTop + 2.5, PLAIN);
    sheet.line('Сч. №', labelX + pad, innTop + 2.5, PLAIN);
    sheet.line(seller.settlementAccount || DASH, valueX + pad, innTop + 2.5, PLAIN);
    const payee = sheet.wrap(seller.shortName || seller.name, PLAIN, labelX - left - 2 * pad);
    const payeeHeight = Math.max(sheet.heightOf(payee, PLAIN) + 16, 34);
    sheet.lines(payee, left + pad, payeeTop + 3, PLAIN, labelX - left);
    sheet.line('Получатель', left + pad, payeeTop + payeeHeight - 12, caption);

    const purposeTop = payeeTop + payeeHeight;
    const purpose = sheet.wrap(facts.purpose, PLAIN, width - 2 * pad);
    const purposeHeight = sheet.heightOf(purpose, PLAIN) + 17;
    sheet.lines(purpose, left + pad, purposeTop + 3, PLAIN, width);
    sheet.line('Назначение платежа', left + pad, purposeTop + purposeHeight - 12, caption);

    sheet.box(left, top, width, purposeTop + purposeHeight - top);
    sheet.rule(labelX, top, labelX, purposeTop);
    sheet.rule(valueX, top, valueX, purposeTop);
    sheet.rule(left, innTop, right, innTop);
    sheet.rule(left, payeeTop, labelX, payeeTop);
    sheet.rule(halfX, innTop, halfX, payeeTop);
    sheet.rule(left, purposeTop, right, purposeTop);
    this.y = purposeTop + purposeHeight + 16;
  }

  private title(): void {
    const text = `Счет на оплату № ${this.facts.number} от ${russianDate(this.facts.issuedOn)}`;
    this.y += this.sheet.paragraph(text, this.left, this.y, TITLE, this.width) + 5;
    this.sheet.rule(this.left, this.y, this.left + this.width, this.y, 1.5);
    this.y += 8;
  }

  private parties(): void {
    const labelWidth = 78;
    const rows = [
      ['Поставщик\n(Исполнитель):', partyLine(this.facts.seller)],
      ['Покупатель\n(Заказчик):', partyLine(this.facts.customer)],
      ['Основание:', this.facts.contract],
    ] as const;
    for (const [label, text] of rows) {
      const labelHeight = this.sheet.paragraph(label, this.left, this.y, PLAIN, labelWidth);
      const valueX = this.left + labelWidth;
      const height = this.sheet.paragraph(text, valueX, this.y, BOLD, this.width - labelWidth);
      this.y += Math.max(labelHeight, height) + 6;
    }
    this.y += 4;
  }

  private table(): void {
    const { sheet, facts } = this;
    const head = measureRow(
      sheet,
      COLUMNS.map(({ head: text, width }) => ({
        text,
        width,
        type: { ...BOLD, align: 'center' },
        middle: true,
      })),
      18,
    );
    const rows = facts.lines.map((line, index) => this.row(index));
    const pages = dealRows(
      rows.map(({ height }) => height),
      {
        first: this.bottom - this.y - head.height,
        next: this.bottom - MARGIN.top - head.height,
        closing: sheet.measure(() => this.closing()),
      },
    );
    pages.forEach(({ from, to }, page) => {
      if (page > 0) {
        sheet.addPage();
        this.y = MARGIN.top;
      }
      drawRow(sheet, head, this.left, this.y);
      this.y += head.height;
      for (const row of rows.slice(from, to)) {
        drawRow(sheet, row, this.left, this.y);
        this.y += row.height;
      }
      if (pages.length > 1) this.footer(page + 1, pages.length);
    });
    this.y += this.closing();
  }

  private row(index: number): MeasuredRow {
    const line = this.facts.lines[index]!;
    const price = unitPrice(line.amount, line.quantity);
    const texts = [
      `${index + 1}`,
      line.name,
      printQuantity(line.quantity),
      line.unit,
      price === null ? DASH : printSum(price),
      printSum(line.amount),
    ];
    return measureRow(
      this.sheet,
      COLUMNS.map(({ width, align }, column) => ({
        text: texts[column]!,
        width,
        type: { ...SMALL, size: 8.5, align },
        whole: align === 'right',
      })),
      15,
    );
  }

  private footer(page: number, pages: number): void {
    const text = `Счет на оплату № ${this.facts.number} от ${shortDate(this.facts.issuedOn)}, лист ${page} из ${pages}`;
    const type: Type = { ...SMALL, size: 7, align: 'right' };
    this.sheet.line(text, this.left, this.sheet.height - 26, type, this.width);
  }

  /** Totals, sum in words, signatures and the QR code. Returns the height they took and leaves `y` where it was. */
  private closing(): number {
    const top = this.y;
    this.sums();
    this.signatures();
    if (canPayByQr(this.facts)) this.paymentQr();
    const height = this.y - top;
    this.y = top;
    return height;
  }

  private sums(): void {
    const { sheet, facts, left, width } = this;
    const { sign, short } = wordingOf(facts.currency);
    this.y += 6;
    const noVat = this.isKazakh ? 'НДС не облагается:' : 'Без налога (НДС):';
    const vatLabel = facts.vat.rate === null ? noVat : `В том числе НДС (${facts.vat.rate}%):`;
    const totals = [
      ['Итого:', printSum(facts.total)],
      [vatLabel, facts.vat.rate === null ? DASH : printSum(facts.vat.amount)],
      [`Всего к оплате, ${sign}:`, printSum(facts.total)],
    ] as const;
    const sumWidth = COLUMNS[5].width;
    for (const [label, value] of totals) {
      sheet.line(label, left, this.y, RIGHT_BOLD, width - sumWidth - 4);
      sheet.line(value, left + width - sumWidth, this.y, RIGHT_BOLD, sumWidth - 2);
      this.y += 13;
    }
    this.y += 8;
    sheet.line(
      `Всего наименований ${facts.lines.length}, на сумму ${printSum(facts.total)} ${short}`,
      left,
      this.y,
      PLAIN,
    );
    this.y += 12;
    this.y += sheet.paragraph(sumInWords(facts.total, facts.currency), left, this.y, BOLD, width) + 6;
    sheet.rule(left, this.y, left + width, this.y, 1.5);
    this.y += 8;
  }

  private signatures(): void {
    const { sheet, left, width } = this;
    const { seller } = this.facts;
    const under: Type = { ...SMALL, size: 6.5, align: 'center' };
    const post = isSoleTrader(seller) ? 'Предприниматель' : seller.signatoryPost || 'Руководитель';
    const lines =
      isSoleTrader(seller) || this.isKazakh
        ? [[post, seller.signatory ?? '']]
        : [
            [post, seller.signatory ?? ''],
            ['Бухгалтер', ''],
          ];
    const signX = left + 150;
    const nameX = signX + 150;
    for (const [label = '', name = ''] of lines) {
      const ruleY = this.y + 20;
      sheet.line(label, left, this.y + 9, BOLD, signX - left - 8);
      sheet.line(name, nameX, this.y + 9, { ...PLAIN, align: 'center' }, left + width - nameX);
      sheet.rule(signX, ruleY, nameX - 12, ruleY);
      sheet.rule(nameX, ruleY, left + width, ruleY);
      sheet.line('подпись', signX, ruleY + 1, under, nameX - 12 - signX);
      sheet.line('расшифровка подписи', nameX, ruleY + 1, under, left + width - nameX);
      this.y += 33;
    }
  }

  private paymentQr(): void {
    const { sheet, left } = this;
    const modules = qrModules(paymentQrText(this.facts));
    // The quiet zone of four modules belongs to the side: a reader needs it more than the eye does.
    const module = QR_SIDE / (modules.size + 8);
    const top = this.y + 8;
    const dark: [number, number, number, number][] = [];
    for (let row = 0; row < modules.size; row += 1) {
      for (let from = 0; from < modules.size; from += 1) {
        if (!modules.isDark(row, from)) continue;
        let to = from;
        while (to < modules.size && modules.isDark(row, to)) to += 1;
        dark.push([left + (from + 4) * module, top + (row + 4) * module, (to - from) * module, module]);
        from = to;
      }
    }
    sheet.blacken(dark);
    sheet.box(left, top, QR_SIDE, QR_SIDE, 0.3);
    const textX = left + QR_SIDE + 12;
    const height = sheet.paragraph('Оплата по QR-коду', textX, top + 22, BOLD, 300);
    sheet.paragraph(
      'Наведите камеру банковского приложения: получатель, сумма и назначение платежа заполнятся сами.',
      textX,
      top + 24 + height,
      SMALL,
      260,
    );
    this.y = top + QR_SIDE;
  }
}
