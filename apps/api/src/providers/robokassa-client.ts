import { Injectable } from '@nestjs/common';
import {
  PaymentSourceError,
  readRobokassaReceipt,
  readRobokassaState,
  robokassaReceiptQuestion,
  robokassaStatePath,
  type RobokassaOperation,
  type RobokassaReceiptSaid,
} from '@rocket/payment-sources';
import { z } from 'zod';
import type { RobokassaShop } from '../platform/payment-shops';
import { askProvider, jsonOf } from './provider-http';

const refundAnswer = z.looseObject({
  success: z.boolean(),
  message: z.string().nullish(),
  requestId: z.string().nullish(),
});
const refundState = z.looseObject({ requestId: z.string(), label: z.string() });
const fiscalAnswer = z.looseObject({ ResultCode: z.union([z.string(), z.number()]).transform(String) });
/**
 * The services of Robokassa. None of them is idempotent but the questions: whoever creates keeps the intent before and asks
 * before a repeat. Facts: ru-docs-payments §5.1.
 */
@Injectable()
export class RobokassaClient {
  /** @throws PaymentSourceError `provider_unavailable`, `provider_rejected` */
  async operation(shop: RobokassaShop, invoiceId: number): Promise<RobokassaOperation> {
    const { text } = await askProvider(shop.payUrl + robokassaStatePath(shop, invoiceId));
    return readRobokassaState(text);
  }

  /** The number of the request at Robokassa. @throws PaymentSourceError `provider_rejected` with its word */
  async createRefund(shop: RobokassaShop, token: string): Promise<string> {
    const { text } = await askProvider(`${shop.refundUrl}/RefundService/Refund/Create`, {
      method: 'POST',
      headers: { 'content-type': 'application/jwt' },
      body: token,
    });
    const answer = refundAnswer.safeParse(jsonOf(text));
    if (!answer.success) throw unreadable();
    const { success, message, requestId } = answer.data;
    if (success && requestId) return requestId;
    throw new PaymentSourceError(
      'provider_rejected',
      `Робокасса отказала в возврате: ${message ?? 'без причины'}`,
    );
  }

  async refund(shop: RobokassaShop, requestId: string): Promise<'finished' | 'processing' | 'canceled'> {
    const query = new URLSearchParams({ id: requestId }).toString();
    const { text } = await askProvider(`${shop.refundUrl}/RefundService/Refund/GetState?${query}`);
    const answer = refundState.safeParse(jsonOf(text));
    if (!answer.success) throw unreadable();
    const { label } = answer.data;
    return label === 'finished' || label === 'canceled' ? label : 'processing';
  }

  /** Sends a second receipt. @throws PaymentSourceError `provider_rejected` with its code */
  async attachReceipt(shop: RobokassaShop, body: string): Promise<void> {
    const answer = fiscalAnswer.safeParse(jsonOf((await this.fiscal(shop, 'Attach', body)).text));
    if (!answer.success) throw unreadable();
    const code = answer.data.ResultCode;
    if (code !== '0')
      throw new PaymentSourceError('provider_rejected', `Робокасса не приняла чек: код ${code}`);
  }

  /** What became of a receipt, by its number or the `InvId` of the payment; null while no register has said anything. */
  async receipt(shop: RobokassaShop, id: number): Promise<RobokassaReceiptSaid | null> {
    const question = robokassaReceiptQuestion(shop.merchantLogin, id, shop);
    return readRobokassaReceipt(jsonOf((await this.fiscal(shop, 'Status', question)).text));
  }

  private fiscal(shop: RobokassaShop, verb: 'Attach' | 'Status', body: string) {
    return askProvider(`${shop.fiscalUrl}/RoboFiscal/Receipt/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  }
}

const unreadable = (): PaymentSourceError =>
  new PaymentSourceError('provider_unavailable', 'Ответ Робокассы не читается.');
