import { Injectable } from '@nestjs/common';
import {
  PaymentSourceError,
  readYookassaPayment,
  readYookassaReceipt,
  readYookassaReceipts,
  readYookassaRefund,
  readYookassaRefunds,
  type YookassaPayment,
  type YookassaReceipt,
  type YookassaRefund,
} from '@rocket/payment-sources';
import type { YookassaShop } from '../platform/payment-shops';
import { askProvider, jsonOf, refusalOf } from './provider-http';

/**
 * The API of YooKassa. Everything that changes something carries a key kept before the call, so it may be repeated.
 * Throws `provider_unavailable` when what came of a call is not known, `provider_rejected` when a change was refused; a question
 * is never refused for good.
 */
@Injectable()
export class YookassaClient {
  async createPayment(
    shop: YookassaShop,
    body: Readonly<Record<string, unknown>>,
    key: string,
  ): Promise<YookassaPayment> {
    return readYookassaPayment(await this.post(shop, '/payments', body, key));
  }

  /** A payment as it is now, or null when the shop knows none of that id. */
  async payment(shop: YookassaShop, id: string): Promise<YookassaPayment | null> {
    const found = await this.get(shop, `/payments/${encodeURIComponent(id)}`);
    return found === null ? null : readYookassaPayment(found);
  }

  /** Takes the money of a payment that was only held: a shop may have been set to two stages. */
  async capture(shop: YookassaShop, id: string, key: string): Promise<YookassaPayment> {
    return readYookassaPayment(await this.post(shop, `/payments/${encodeURIComponent(id)}/capture`, {}, key));
  }

  async createRefund(
    shop: YookassaShop,
    body: Readonly<Record<string, unknown>>,
    key: string,
  ): Promise<YookassaRefund> {
    return readYookassaRefund(await this.post(shop, '/refunds', body, key));
  }

  async refund(shop: YookassaShop, id: string): Promise<YookassaRefund | null> {
    const found = await this.get(shop, `/refunds/${encodeURIComponent(id)}`);
    return found === null ? null : readYookassaRefund(found);
  }

  /** Refunds the shop knows of a payment, whoever asked for them. */
  async refundsOf(shop: YookassaShop, paymentId: string): Promise<YookassaRefund[]> {
    const query = new URLSearchParams({ payment_id: paymentId, limit: '100' }).toString();
    const found = await this.get(shop, `/refunds?${query}`);
    return found === null ? [] : readYookassaRefunds(found);
  }

  async createReceipt(
    shop: YookassaShop,
    body: Readonly<Record<string, unknown>>,
    key: string,
  ): Promise<YookassaReceipt> {
    return readYookassaReceipt(await this.post(shop, '/receipts', body, key));
  }

  async receiptsOf(
    shop: YookassaShop,
    by: 'payment_id' | 'refund_id',
    id: string,
  ): Promise<YookassaReceipt[]> {
    const found = await this.get(shop, `/receipts?${new URLSearchParams({ [by]: id }).toString()}`);
    return found === null ? [] : readYookassaReceipts(found);
  }

  private async get(shop: YookassaShop, path: string): Promise<unknown> {
    const { status, text } = await askProvider(`${shop.apiUrl}${path}`, { headers: headersOf(shop) });
    if (status === 404) return null;
    if (status !== 200) throw unanswered(status, text);
    return jsonOf(text);
  }

  private async post(
    shop: YookassaShop,
    path: string,
    body: Readonly<Record<string, unknown>>,
    key: string,
  ): Promise<unknown> {
    const { status, text } = await askProvider(`${shop.apiUrl}${path}`, {
      method: 'POST',
      headers: { ...headersOf(shop), 'content-type': 'application/json', 'idempotence-key': key },
      body: JSON.stringify(body),
    });
    if (status !== 200 && status !== 201) throw refusal(status, text);
    return jsonOf(text);
  }
}

const headersOf = (shop: YookassaShop): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${shop.shopId}:${shop.secretKey}`).toString('base64')}`,
});

function refusal(status: number, text: string): PaymentSourceError {
  const { code } = (jsonOf(text) ?? {}) as { code?: unknown };
  return refusalOf('ЮKassa', status, typeof code === 'string' ? code.slice(0, 60) : status);
}

/** A question that was refused says nothing of what it asked about. */
const unanswered = (status: number, text: string): PaymentSourceError =>
  new PaymentSourceError('provider_unavailable', refusal(status, text).message, { retryAfter: 10 });
