import { randomUUID } from 'node:crypto';
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
  fits,
  kopecks,
  noFaults,
  viewOf,
  type KeptMethod,
  type Money,
  type Payment,
  type Receipt,
  type Receiptish,
  type Refund,
  type YookassaFaults,
} from './objects';

/**
 * A YooKassa shop that speaks the real protocol: Basic authorization, idempotence keys with their bodies, unsigned
 * notifications, receipts with states; and can misbehave. Facts: ru-docs-payments §5.2.
 */
export interface YookassaOptions {
  readonly port?: number;
  readonly shopId: string;
  readonly secretKey: string;
  readonly notificationUrl: string;
}

export interface YookassaDouble {
  readonly url: string;
  readonly faults: YookassaFaults;
  readonly payments: ReadonlyMap<string, Payment>;
  readonly refunds: ReadonlyMap<string, Refund>;
  readonly receipts: readonly Receipt[];
  /** Cards the shop keeps, by id. */
  readonly methods: ReadonlyMap<string, KeptMethod>;
  /** The payment whose page an address leads to. */
  at(address: string): Payment;
  /** Pays; the notification has been sent when it resolves, unless silent. Answers where the browser goes. */
  pay(id: string, as?: { amount?: string }): Promise<string>;
  /** The payer leaves, and the page expires. */
  expire(id: string): Promise<void>;
  /** Sends a notification about whatever it is told, true or not. */
  notify(event: string, object: Record<string, unknown>): Promise<{ status: number; text: string }>;
  /** A fresh shop: nothing was paid, nothing goes wrong. */
  forget(): void;
  close(): Promise<void>;
}

export async function startYookassa(options: YookassaOptions): Promise<YookassaDouble> {
  const shop = new Shop(options);
  const server = await serve(options.port ?? 0, (visit) => shop.visit(visit));
  shop.url = server.url;
  return {
    url: server.url,
    faults: shop.faults,
    payments: shop.payments,
    refunds: shop.refunds,
    receipts: shop.receipts,
    methods: shop.methods,
    at: (address) => shop.payment(new URL(address).searchParams.get('orderId') ?? ''),
    pay: (id, as) => shop.pay(id, as),
    expire: (id) => shop.cancel(id, 'expired_on_confirmation'),
    notify: (event, object) => shop.notify(event, object),
    forget: () => shop.forget(),
    close: () => server.close(),
  };
}

class Shop {
  url = '';
  readonly faults = noFaults();
  readonly payments = new Map<string, Payment>();
  readonly refunds = new Map<string, Refund>();
  readonly receipts: Receipt[] = [];
  readonly methods = new Map<string, KeptMethod>();
  private readonly answered = new Map<string, { body: string; answer: unknown }>();

  constructor(private readonly options: YookassaOptions) {}

  forget(): void {
    Object.assign(this.faults, noFaults());
    for (const map of [this.payments, this.refunds, this.methods, this.answered]) map.clear();
    this.receipts.length = 0;
  }

  async visit(visit: Visit): Promise<boolean> {
    const { pathname } = visit.url;
    if (pathname === '/checkout/payments') return this.showPage(visit);
    if (pathname === '/checkout/decide') return this.decide(visit);
    if (pathname.startsWith('/_shop/')) return this.control(visit);
    if (!pathname.startsWith('/v3/')) return false;
    const { shopId, secretKey } = this.options;
    const good = `Basic ${Buffer.from(`${shopId}:${secretKey}`).toString('base64')}`;
    if (visit.request.headers.authorization !== good) return this.problem(visit, 401, 'invalid_credentials');
    if (this.faults.down) return send(visit, 503, 'text/html', 'Service Unavailable');
    return visit.request.method === 'POST' ? this.change(visit) : this.show(visit);
  }

  payment(id: string): Payment {
    const payment = this.payments.get(id);
    if (!payment) throw new Error(`No payment ${id}`);
    return payment;
  }

  async pay(id: string, as: { amount?: string } = {}): Promise<string> {
    const payment = this.payment(id);
    if (payment.status !== 'pending') return payment.returnUrl;
    if (as.amount) payment.amount = { ...payment.amount, value: as.amount };
    payment.status = this.faults.twoStage ? 'waiting_for_capture' : 'succeeded';
    if (payment.status === 'succeeded') this.makeReceipt(payment);
    if (payment.status === 'succeeded' && payment.keeps) {
      payment.method = { id: payment.id, isRevoked: false };
      this.methods.set(payment.id, payment.method);
    }
    const telling = this.tellAll(`payment.${payment.status}`, viewOf(payment, this.url));
    if (this.faults.delayMs === 0) await telling;
    return payment.returnUrl;
  }

  async cancel(id: string, reason: string): Promise<void> {
    const payment = this.payment(id);
    payment.status = 'canceled';
    payment.reason = reason;
    await this.tellAll('payment.canceled', viewOf(payment, this.url));
  }

  async notify(event: string, object: Record<string, unknown>): Promise<{ status: number; text: string }> {
    const answer = await fetch(this.options.notificationUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ type: 'notification', event, object }),
    });
    return { status: answer.status, text: await answer.text() };
  }

  private async tellAll(event: string, object: Record<string, unknown>): Promise<void> {
    if (this.faults.silent) return;
    if (this.faults.delayMs > 0) await wait(this.faults.delayMs);
    const times = Array.from({ length: 1 + this.faults.repeats });
    await Promise.all(times.map(() => this.notify(event, object).catch(() => undefined)));
  }

  private async change(visit: Visit): Promise<true> {
    const key = visit.request.headers['idempotence-key'];
    if (typeof key !== 'string' || key.length === 0 || key.length > 64)
      return this.problem(visit, 400, 'invalid_request', 'Idempotence-Key');
    const [status, ...later] = this.faults.turnAway;
    if (status !== undefined) {
      this.faults.turnAway = later;
      return this.problem(visit, status, `status_${status}`);
    }
    if (this.faults.failBefore > 0) {
      this.faults.failBefore -= 1;
      return this.problem(visit, 500, 'internal_server_error');
    }
    const name = `${visit.url.pathname} ${key}`;
    const known = this.answered.get(name);
    if (known && known.body !== visit.body)
      return this.problem(visit, 400, 'invalid_request', 'Idempotence key duplicated');
    const answer = known?.answer ?? (await this.carryOut(visit, key));
    if (answer === null) return this.problem(visit, 400, 'invalid_request');
    this.answered.set(name, { body: visit.body, answer });
    if (this.faults.cutAfter > 0) {
      this.faults.cutAfter -= 1;
      return cutOff(visit);
    }
    if (this.faults.failAfter > 0) {
      this.faults.failAfter -= 1;
      return this.problem(visit, 500, 'internal_server_error');
    }
    return sendJson(visit, 200, answer);
  }

  private async carryOut(visit: Visit, key: string): Promise<unknown> {
    const wish = JSON.parse(visit.body || '{}') as Record<string, unknown>;
    const { pathname } = visit.url;
    if (pathname === '/v3/payments') return this.createPayment(wish, key);
    if (pathname === '/v3/refunds') return this.createRefund(wish);
    if (pathname === '/v3/receipts') return this.createReceipt(wish);
    const [, id, act] = /^\/v3\/payments\/([^/]+)\/(capture|cancel)$/.exec(pathname) ?? [];
    const payment = id ? this.payments.get(id) : undefined;
    if (!payment) return null;
    if (act === 'cancel') await this.cancel(payment.id, 'canceled_by_merchant');
    else if (payment.status === 'waiting_for_capture') {
      payment.status = 'succeeded';
      this.makeReceipt(payment);
      await this.tellAll('payment.succeeded', viewOf(payment, this.url));
    }
    return viewOf(payment, this.url);
  }

  private async createPayment(wish: Record<string, unknown>, key: string): Promise<unknown> {
    const { amount, confirmation, receipt } = wish as {
      amount: Money;
      confirmation?: { type: string; return_url: string };
      receipt?: Receiptish;
    };
    const methodId = wish['payment_method_id'];
    const method = typeof methodId === 'string' ? this.methods.get(methodId) : undefined;
    if (methodId !== undefined && !method) return null;
    if (!/^\d+\.\d\d$/.test(amount.value) || (!method && confirmation?.type !== 'redirect')) return null;
    if (receipt && !fits(receipt, amount)) return null;
    const payment: Payment = {
      id: randomUUID(),
      status: 'pending',
      amount,
      description: String(wish['description'] ?? ''),
      metadata: (wish['metadata'] ?? {}) as Record<string, string>,
      returnUrl: confirmation?.return_url ?? '',
      receipt: receipt ?? null,
      key,
      reason: null,
      keeps: wish['save_payment_method'] === true,
      method: method ?? null,
    };
    this.payments.set(payment.id, payment);
    if (method && !this.faults.keptCardsWait) await this.chargeKept(payment, method);
    return viewOf(payment, this.url);
  }

  /** No page and no payer: the bank decides at once. */
  private async chargeKept(payment: Payment, method: KeptMethod): Promise<void> {
    const reason = method.isRevoked ? 'permission_revoked' : this.faults.declineKeptCards;
    if (reason !== null) await this.cancel(payment.id, reason);
    else await this.pay(payment.id);
  }

  private async createRefund(wish: Record<string, unknown>): Promise<unknown> {
    const { payment_id, amount, receipt } = wish as unknown as Refund;
    const payment = this.payments.get(payment_id);
    const gone = [...this.refunds.values()]
      .filter((one) => one.payment_id === payment_id && one.status !== 'canceled')
      .reduce((sum, one) => sum + kopecks(one.amount), 0);
    if (payment?.status !== 'succeeded' || gone + kopecks(amount) > kopecks(payment.amount)) return null;
    const refund: Refund = {
      id: randomUUID(),
      payment_id,
      amount,
      receipt: receipt ?? null,
      status: this.faults.refuseRefunds ? 'canceled' : 'succeeded',
    };
    this.refunds.set(refund.id, refund);
    if (receipt && refund.status === 'succeeded')
      this.receipts.push(this.receipt('refund', payment_id, receipt.items, [], refund.id));
    if (refund.status === 'succeeded')
      void this.tellAll('refund.succeeded', refund as unknown as Record<string, unknown>);
    await Promise.resolve();
    return refund;
  }

  private createReceipt(wish: Record<string, unknown>): unknown {
    const { payment_id, items, settlements } = wish as unknown as Receipt;
    if (this.payments.get(payment_id)?.status !== 'succeeded' || items.length > 100) return null;
    const receipt = this.receipt('payment', payment_id, items, settlements);
    this.receipts.push(receipt);
    return this.receiptView(receipt);
  }

  private makeReceipt(payment: Payment): void {
    if (!payment.receipt) return;
    const settlements = [{ type: 'cashless', amount: payment.amount }];
    this.receipts.push(this.receipt('payment', payment.id, payment.receipt.items, settlements));
  }

  private receipt(
    type: Receipt['type'],
    payment_id: string,
    items: Receipt['items'],
    settlements: Receipt['settlements'],
    refund_id?: string,
  ): Receipt {
    return {
      id: `rt-${randomUUID()}`,
      type,
      payment_id,
      items,
      settlements,
      ...(refund_id ? { refund_id } : {}),
    };
  }

  private receiptView(receipt: Receipt): Record<string, unknown> {
    if (this.faults.receiptsStuck) return { ...receipt, status: 'pending' };
    if (this.faults.receiptsCanceled) return { ...receipt, status: 'canceled' };
    const number = String(this.receipts.indexOf(receipt) + 1);
    return {
      ...receipt,
      status: 'succeeded',
      fiscal_document_number: number,
      fiscal_storage_number: '9288000100115785',
      fiscal_attribute: `26170${number.padStart(5, '0')}`,
      registered_at: new Date().toISOString(),
    };
  }

  private show(visit: Visit): boolean {
    const [, kind, id] = /^\/v3\/(payments|refunds|receipts)(?:\/([^/]+))?$/.exec(visit.url.pathname) ?? [];
    if (kind === 'receipts') {
      if (this.faults.failReceiptQuestions > 0) {
        this.faults.failReceiptQuestions -= 1;
        return this.problem(visit, 500, 'internal_server_error');
      }
      const query = visit.url.searchParams;
      const items = this.receipts.filter(
        (one) =>
          (query.get('payment_id') === one.payment_id && one.type === 'payment') ||
          query.get('refund_id') === (one.refund_id ?? ''),
      );
      return sendJson(visit, 200, { type: 'list', items: items.map((one) => this.receiptView(one)) });
    }
    const payment = kind === 'payments' && id ? this.payments.get(id) : undefined;
    if (payment) return sendJson(visit, 200, viewOf(payment, this.url));
    if (kind === 'refunds' && !id) {
      const of = visit.url.searchParams.get('payment_id');
      const items = [...this.refunds.values()].filter(({ payment_id }) => payment_id === of);
      return sendJson(visit, 200, { type: 'list', items });
    }
    const refund = kind === 'refunds' && id ? this.refunds.get(id) : undefined;
    return refund ? sendJson(visit, 200, refund) : this.problem(visit, 404, 'not_found');
  }

  private showPage(visit: Visit): true {
    const payment = this.payments.get(visit.url.searchParams.get('orderId') ?? '');
    if (payment?.status !== 'pending')
      return send(visit, 200, 'text/html', textPage('ЮKassa', 'Этот платёж уже завершён'));
    const page = {
      shop: 'ЮKassa',
      accent: '#0a6cff',
      title: payment.description,
      amount: writeRoubles(payment.amount.value),
      action: '/checkout/decide',
      fields: { orderId: payment.id },
    };
    return send(visit, 200, 'text/html', payPage(page));
  }

  private async decide(visit: Visit): Promise<true> {
    const { orderId = '', act } = fieldsOf(visit);
    if (act === 'pay') return redirect(visit, await this.pay(orderId));
    await this.cancel(orderId, 'canceled_by_payer');
    return redirect(visit, this.payment(orderId).returnUrl);
  }

  /** For a test in another process. */
  private async control(visit: Visit): Promise<boolean> {
    const act = visit.url.pathname.slice('/_shop/'.length);
    if (act === 'state')
      return sendJson(visit, 200, { payments: [...this.payments.values()], receipts: this.receipts });
    const asked = JSON.parse(visit.body || '{}') as Record<string, unknown>;
    if (act === 'faults') return sendJson(visit, 200, Object.assign(this.faults, asked));
    if (act === 'notify')
      return sendJson(
        visit,
        200,
        await this.notify(String(asked['event']), asked['object'] as Record<string, unknown>),
      );
    return false;
  }

  private problem(visit: Visit, status: number, code: string, description = code): true {
    return sendJson(visit, status, { type: 'error', id: randomUUID(), code, description });
  }
}
