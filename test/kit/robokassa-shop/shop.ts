import { createHash, createHmac, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import {
  cutOff,
  fieldsOf,
  payPage,
  redirect,
  send,
  sendJson,
  serve,
  textPage,
  writeRoubles,
  type Visit,
} from '../payment-shops/http';
import {
  noFaults,
  type Operation,
  type Refund,
  type RobokassaFaults,
  type RobokassaOptions,
} from './objects';

export interface RobokassaDouble {
  readonly url: string;
  readonly faults: RobokassaFaults;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly refunds: readonly Refund[];
  readonly secondReceipts: readonly Record<string, unknown>[];
  /** What ResultURL answered, in order. */
  readonly answers: readonly string[];
  /** Opens the page an address leads to, as a browser would. @throws Error when the shop refuses it */
  open(address: string): Promise<Operation>;
  /** Pays what was opened; ResultURL has been called when it resolves, unless silent. Answers where the browser goes. */
  pay(invId: string): Promise<string>;
  /** Calls ResultURL about an operation; fields may be changed before or after signing. */
  tell(
    invId: string,
    changes?: { outSum?: string; tamper?: Readonly<Record<string, string>> },
  ): Promise<{ status: number; text: string }>;
  /** A fresh shop: nothing was paid, nothing goes wrong. */
  forget(): void;
  close(): Promise<void>;
}

export async function startRobokassa(options: RobokassaOptions): Promise<RobokassaDouble> {
  const shop = new Shop(options);
  const server = await serve(options.port ?? 0, (visit) => shop.visit(visit));
  return {
    url: server.url,
    faults: shop.faults,
    operations: shop.operations,
    refunds: shop.refunds,
    secondReceipts: shop.secondReceipts,
    answers: shop.answers,
    open: (address) => Promise.resolve(shop.begin(Object.fromEntries(new URL(address).searchParams))),
    pay: (invId) => shop.pay(invId),
    tell: (invId, changes) => shop.tell(invId, changes),
    forget: () => shop.forget(),
    close: () => server.close(),
  };
}

class Shop {
  readonly faults = noFaults();
  readonly operations = new Map<string, Operation>();
  readonly refunds: Refund[] = [];
  readonly secondReceipts: Record<string, unknown>[] = [];
  readonly answers: string[] = [];

  constructor(private readonly options: RobokassaOptions) {}

  forget(): void {
    Object.assign(this.faults, noFaults());
    this.operations.clear();
    for (const list of [this.refunds, this.secondReceipts, this.answers]) list.length = 0;
  }

  async visit(visit: Visit): Promise<boolean> {
    const { pathname } = visit.url;
    if (pathname === '/Merchant/Index.aspx') return this.showPage(visit);
    if (pathname === '/pay') return this.decide(visit);
    if (pathname.startsWith('/_shop/')) return this.control(visit);
    if (this.faults.servicesDown) return send(visit, 503, 'text/html', 'Service Unavailable');
    if (pathname === '/RefundService/Refund/Create') return this.createRefund(visit);
    const isQuestion = pathname.endsWith('/OpStateExt') || pathname === '/RefundService/Refund/GetState';
    if (isQuestion && this.faults.questionsAnswer > 0)
      return send(visit, this.faults.questionsAnswer, 'text/html', '<h1>Что-то пошло не так</h1>');
    if (pathname.endsWith('/OpStateExt')) return this.opState(visit);
    if (pathname === '/RefundService/Refund/GetState') return this.refundState(visit);
    if (pathname.startsWith('/RoboFiscal/Receipt/')) return this.fiscal(visit);
    return false;
  }

  /** What the payment page does with its parameters. @throws Error with the words of the refusal */
  begin(fields: Record<string, string>): Operation {
    const { MerchantLogin, OutSum = '', InvId = '', Receipt, SignatureValue = '' } = fields;
    if (MerchantLogin !== this.options.merchantLogin) throw new Error('Ошибка 26: магазин не найден');
    if (!/^\d+\.\d\d$/.test(OutSum) || !/^[1-9]\d*$/.test(InvId))
      throw new Error('Ошибка 30: параметры неверны');
    const base = [MerchantLogin, OutSum, InvId, ...(Receipt ? [Receipt] : []), this.options.password1];
    if (this.hash([...base, ...shpOf(fields)]) !== SignatureValue.toLowerCase())
      throw new Error('Ошибка 29: неверный параметр SignatureValue');
    if ([...(fields['Description'] ?? '')].length > 100) throw new Error('Ошибка 25: длинное описание');
    const known = this.operations.get(InvId);
    if (known && known.state !== 5) throw new Error('Ошибка 40: повторная оплата счёта с тем же номером');
    const receipt = Receipt ? receiptOf(Receipt, OutSum) : null;
    const operation: Operation = {
      invId: InvId,
      outSum: OutSum,
      description: fields['Description'] ?? '',
      email: fields['Email'] ?? '',
      shp: Object.fromEntries(Object.entries(fields).filter(([key]) => key.startsWith('Shp_'))),
      receipt,
      opKey: known?.opKey ?? randomUUID().toUpperCase(),
      state: 5,
      paid: null,
    };
    this.operations.set(InvId, operation);
    return operation;
  }

  async pay(invId: string): Promise<string> {
    const operation = this.operation(invId);
    operation.state = 100;
    operation.paid = operation.outSum;
    const telling = this.tellAll(operation);
    if (this.faults.delayMs === 0) await telling;
    return this.back(this.options.successUrl, operation);
  }

  async tell(
    invId: string,
    changes: { outSum?: string; tamper?: Readonly<Record<string, string>> } = {},
  ): Promise<{ status: number; text: string }> {
    const operation = this.operations.get(invId);
    const outSum = changes.outSum ?? `${operation?.outSum ?? '1.00'}0000`;
    const shp = operation?.shp ?? {};
    const SignatureValue = this.hash([outSum, invId, this.options.password2, ...shpOf(shp)]).toUpperCase();
    const form = new URLSearchParams({
      OutSum: outSum,
      InvId: invId,
      Fee: '0.000000',
      EMail: operation?.email ?? '',
      SignatureValue,
      PaymentMethod: 'BankCard',
      IncCurrLabel: 'BankCardPSR',
      ...shp,
      ...changes.tamper,
    });
    const answer = await fetch(this.options.resultUrl, { method: 'POST', body: form });
    const text = await answer.text();
    this.answers.push(text);
    return { status: answer.status, text };
  }

  private async tellAll(operation: Operation): Promise<void> {
    if (this.faults.silent) return;
    if (this.faults.delayMs > 0) await wait(this.faults.delayMs);
    const times = Array.from({ length: 1 + this.faults.repeats });
    await Promise.all(times.map(() => this.tell(operation.invId).catch(() => undefined)));
  }

  private showPage(visit: Visit): true {
    try {
      const { invId, description, outSum } = this.begin(fieldsOf(visit));
      const page = {
        shop: 'Robokassa',
        accent: '#e8541c',
        title: description,
        amount: writeRoubles(outSum),
        action: '/pay',
        fields: { InvId: invId },
      };
      return send(visit, 200, 'text/html', payPage(page));
    } catch (error) {
      return send(visit, 200, 'text/html', textPage('Robokassa', (error as Error).message));
    }
  }

  private async decide(visit: Visit): Promise<true> {
    const { InvId = '', act } = fieldsOf(visit);
    const operation = this.operation(InvId);
    if (act === 'pay') return redirect(visit, await this.pay(InvId));
    return redirect(visit, this.back(this.options.failUrl, operation));
  }

  private back(address: string, operation: Operation): string {
    const url = new URL(address);
    const { outSum, invId, shp } = operation;
    const SignatureValue = this.hash([outSum, invId, this.options.password1, ...shpOf(shp)]);
    for (const [key, value] of Object.entries({
      OutSum: outSum,
      InvId: invId,
      ...(operation.state === 100 ? { SignatureValue } : {}),
      Culture: 'ru',
      ...shp,
    }))
      url.searchParams.set(key, value);
    return url.toString();
  }

  private opState(visit: Visit): true {
    const { MerchantLogin = '', InvoiceID = '', Signature = '' } = fieldsOf(visit);
    const good = this.hash([MerchantLogin, InvoiceID, this.options.password2]);
    const operation = this.operations.get(InvoiceID);
    const result = Signature.toLowerCase() !== good ? 1 : operation ? 0 : 3;
    const body =
      operation && result === 0
        ? `<State><Code>${operation.state}</Code></State><Info><IncCurrLabel>BankCardPSR</IncCurrLabel>` +
          `<IncSum>${operation.outSum}0000</IncSum><PaymentMethod><Code>BankCard</Code></PaymentMethod>` +
          `<OutCurrLabel>BNR</OutCurrLabel><OutSum>${operation.paid ?? operation.outSum}0000</OutSum>` +
          `<OpKey>${operation.opKey}</OpKey></Info>`
        : '';
    const xml =
      '<?xml version="1.0" encoding="utf-8"?><OperationStateResponse xmlns="http://merchant.roboxchange.com/WebService/">' +
      `<Result><Code>${result}</Code></Result>${body}</OperationStateResponse>`;
    return send(visit, 200, 'text/xml', xml);
  }

  private createRefund(visit: Visit): true {
    const [status, ...later] = this.faults.turnAwayRefunds;
    if (status !== undefined) {
      this.faults.turnAwayRefunds = later;
      return sendJson(visit, status, { success: false, message: `Status${status}` });
    }
    const [head = '', payload = '', signature = ''] = visit.body.split('.');
    const good = createHmac('sha256', this.options.password3)
      .update(`${head}.${payload}`)
      .digest('base64url');
    if (signature !== good) return sendJson(visit, 200, { success: false, message: 'InvalidSignature' });
    const wish = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
      OpKey: string;
      RefundSum: number;
      InvoiceItems?: Record<string, unknown>[];
    };
    const operation = [...this.operations.values()].find(({ opKey }) => opKey === wish.OpKey);
    const gone = this.refunds
      .filter(({ opKey, label }) => opKey === wish.OpKey && label !== 'canceled')
      .reduce((sum, { sum: one }) => sum + one, 0);
    if (this.faults.refuseRefunds || !operation || gone + wish.RefundSum > Number(operation.paid ?? 0))
      return sendJson(visit, 200, { success: false, message: 'NotEnoughOperationFunds' });
    if (this.faults.swallowRefunds > 0) {
      this.faults.swallowRefunds -= 1;
      return cutOff(visit);
    }
    const refund: Refund = {
      id: randomUUID(),
      opKey: wish.OpKey,
      sum: wish.RefundSum,
      items: wish.InvoiceItems ?? [],
      label: 'finished',
    };
    this.refunds.push(refund);
    if (gone + wish.RefundSum === Number(operation.paid)) operation.state = 60;
    if (this.faults.loseRefundAnswers > 0) {
      this.faults.loseRefundAnswers -= 1;
      return cutOff(visit);
    }
    if (this.faults.garbleRefundAnswers > 0) {
      this.faults.garbleRefundAnswers -= 1;
      return send(visit, 200, 'text/html', '<h1>Запрос принят</h1>');
    }
    return sendJson(visit, 200, { success: true, message: null, requestId: refund.id });
  }

  private refundState(visit: Visit): true {
    const refund = this.refunds.find(({ id }) => id === visit.url.searchParams.get('id'));
    if (!refund) return sendJson(visit, 200, { message: 'RefundNotFound' });
    return sendJson(visit, 200, { requestId: refund.id, amount: refund.sum, label: refund.label });
  }

  private fiscal(visit: Visit): true {
    const [body = '', signature = ''] = visit.body.split('.');
    const hash = createHash(this.options.algorithm ?? 'sha256').update(`${body}${this.options.password1}`);
    if (Buffer.from(signature, 'base64url').toString() !== hash.digest('hex'))
      return sendJson(visit, 200, { ResultCode: '1000', ResultDescription: 'Bad signature' });
    const asked = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
    const known = this.secondReceipts.find(({ id }) => id === asked['id']);
    if (visit.url.pathname.endsWith('/Status')) {
      const first = this.operations.get(String(asked['id']));
      const isThere = known !== undefined || (first?.state === 100 && first.receipt !== null);
      return sendJson(
        visit,
        200,
        this.receiptState(isThere && !this.faults.receiptsStuck, String(asked['id'])),
      );
    }
    if (known || this.secondReceipts.some(({ originId }) => originId === asked['originId']))
      return sendJson(visit, 200, { ResultCode: '5', ResultDescription: 'Уже есть два чека' });
    this.secondReceipts.push(asked);
    if (this.faults.loseReceiptAnswers > 0) {
      this.faults.loseReceiptAnswers -= 1;
      return cutOff(visit);
    }
    return sendJson(visit, 200, { ResultCode: '0', ResultDescription: 'ok', OpKey: randomUUID() });
  }

  private receiptState(isDone: boolean, id: string): Record<string, unknown> {
    if (!isDone) return { Code: '0', Description: '', Statuses: [] };
    return {
      Code: '0',
      Description: '',
      Statuses: [{ Code: 'Done' }],
      FnNumber: '9960440300084573',
      FiscalDocumentNumber: id,
      FiscalDocumentAttribute: `35677${id.padStart(5, '0')}`,
      FiscalDate: '2027-06-01T09:00:10',
    };
  }

  /** For a test in another process. */
  private async control(visit: Visit): Promise<boolean> {
    const act = visit.url.pathname.slice('/_shop/'.length);
    if (act === 'state') return sendJson(visit, 200, { operations: [...this.operations.values()] });
    const asked = JSON.parse(visit.body || '{}') as Record<string, unknown>;
    if (act === 'faults') return sendJson(visit, 200, Object.assign(this.faults, asked));
    if (act === 'tell') return sendJson(visit, 200, await this.tell(String(asked['invId']), asked));
    return false;
  }

  private operation(invId: string): Operation {
    const operation = this.operations.get(invId);
    if (!operation) throw new Error(`No operation ${invId}`);
    return operation;
  }

  private hash(parts: readonly string[]): string {
    return createHash(this.options.algorithm ?? 'sha256')
      .update(parts.join(':'))
      .digest('hex');
  }
}

const shpOf = (fields: Readonly<Record<string, string>>): string[] =>
  Object.entries(fields)
    .filter(([key]) => key.startsWith('Shp_'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`);

/** @throws Error as the shop refuses a receipt: not JSON, other codes, another sum than the payment */
function receiptOf(encoded: string, outSum: string): NonNullable<Operation['receipt']> {
  const receipt = JSON.parse(decodeURIComponent(encoded)) as NonNullable<Operation['receipt']>;
  const total = receipt.items.reduce((sum, item) => sum + Math.round(Number(item['sum']) * 100), 0);
  if (total !== Math.round(Number(outSum) * 100))
    throw new Error('Ошибка 33: сумма чека не равна сумме платежа');
  for (const item of receipt.items) {
    const { name, tax } = item as { name: string; tax: string };
    if (!/^(none|vat(0|5|7|10|20|22|105|107|110|120|122))$/.test(tax))
      throw new Error(`Ошибка 33: налог ${tax}`);
    if (!/^[A-Za-zА-Яа-яЁё0-9 .,:;()/+-]{1,128}$/.test(name)) throw new Error(`Ошибка 33: название ${name}`);
  }
  return receipt;
}
