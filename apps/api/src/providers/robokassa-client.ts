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
import { askProvider, jsonOf, refusalOf, type ProviderAnswer } from './provider-http';

const WHO = 'Робокасса';
const refundAnswer = z.looseObject({
  success: z.boolean(),
  message: z.string().nullish(),
  requestId: z.string().nullish(),
});
const refundState = z.looseObject({ requestId: z.string(), label: z.string() });
const fiscalAnswer = z.looseObject({ ResultCode: z.union([z.string(), z.number()]).transform(String) });
/**
 * The services of Robokassa. None of them is idempotent but the questions: whoever creates keeps the intent before and asks
 * before a repeat. A question is never refused for good: `provider_unavailable` says that nothing is known. Facts:
 * ru-docs-payments §5.1.
 */
@Injectable()
export class RobokassaClient {
  /** @throws PaymentSourceError `provider_unavailable` */
  async operation(shop: RobokassaShop, invoiceId: number): Promise<RobokassaOperation> {
    const answer = await askProvider(shop.payUrl + robokassaStatePath(shop, invoiceId));
    try {
      return readRobokassaState(textOf(answer));
    } catch (error) {
      // It does not know the shop or its signature: that says nothing of the operation.
      throw error instanceof PaymentSourceError ? unknown(error.message) : error;
    }
  }

  /**
   * The number of the request at Robokassa.
   * @throws TurnedAway when it was not carried out and may be repeated
   * @throws PaymentSourceError `provider_rejected` with its word; `provider_unavailable` when the money may be on its way
   */
  async createRefund(shop: RobokassaShop, token: string): Promise<string> {
    const { status, text } = await askProvider(`${shop.refundUrl}/RefundService/Refund/Create`, {
      method: 'POST',
      headers: { 'content-type': 'application/jwt' },
      body: token,
    });
    const answer = refundAnswer.safeParse(jsonOf(text)).data;
    if (!isDone(status)) throw refusalOf(WHO, status, answer?.message?.slice(0, 100) ?? status);
    if (answer?.success && answer.requestId) return answer.requestId;
    // Without its number, or in words we cannot read, it may have been carried out.
    if (!answer || answer.success) throw unknown('Ответ Робокассы не читается.');
    throw new PaymentSourceError(
      'provider_rejected',
      `Робокасса отказала в возврате: ${answer.message ?? 'без причины'}`,
    );
  }

  /** @throws PaymentSourceError `provider_unavailable` */
  async refund(shop: RobokassaShop, requestId: string): Promise<'finished' | 'processing' | 'canceled'> {
    const query = new URLSearchParams({ id: requestId }).toString();
    const answer = await askProvider(`${shop.refundUrl}/RefundService/Refund/GetState?${query}`);
    const said = refundState.safeParse(jsonOf(textOf(answer))).data;
    if (!said) throw unknown('Ответ Робокассы не читается.');
    const { label } = said;
    return label === 'finished' || label === 'canceled' ? label : 'processing';
  }

  /** Sends a second receipt. @throws PaymentSourceError `provider_rejected` with its code */
  async attachReceipt(shop: RobokassaShop, body: string): Promise<void> {
    const { status, text } = await this.fiscal(shop, 'Attach', body);
    const code = fiscalAnswer.safeParse(jsonOf(text)).data?.ResultCode;
    if (!isDone(status)) throw refusalOf(WHO, status, code === undefined ? status : `код ${code}`);
    if (code === undefined) throw unknown('Ответ Робокассы не читается.');
    if (code !== '0')
      throw new PaymentSourceError('provider_rejected', `Робокасса не приняла чек: код ${code}`);
  }

  /** What became of a receipt, by its number or the `InvId` of the payment; null while no register has said anything. */
  async receipt(shop: RobokassaShop, id: number): Promise<RobokassaReceiptSaid | null> {
    const question = robokassaReceiptQuestion(shop.merchantLogin, id, shop);
    return readRobokassaReceipt(jsonOf(textOf(await this.fiscal(shop, 'Status', question))));
  }

  private fiscal(shop: RobokassaShop, verb: 'Attach' | 'Status', body: string) {
    return askProvider(`${shop.fiscalUrl}/RoboFiscal/Receipt/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
  }
}

const isDone = (status: number): boolean => status === 200 || status === 201;

/** What a question was answered. @throws PaymentSourceError `provider_unavailable` for any status that is no answer */
function textOf({ status, text }: ProviderAnswer): string {
  if (!isDone(status)) throw unknown(`Робокасса ответила ${status}: проверьте настройки магазина.`);
  return text;
}

const unknown = (words: string): PaymentSourceError =>
  new PaymentSourceError('provider_unavailable', words, { retryAfter: 10 });
