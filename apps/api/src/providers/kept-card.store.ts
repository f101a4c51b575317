import { Injectable } from '@nestjs/common';
import type { KeptCard } from '@rocket/payment-sources';
import type { EntityManager } from 'typeorm';
import { newId } from '../platform/ids';
import type { ProviderPaymentRecord } from './provider-payment.store';

/** A card a provider keeps for an account: a mask and what the provider calls it. */
export interface KeptCardRecord extends KeptCard {
  readonly id: string;
  readonly shop: string;
  readonly keptAt: Date;
}

interface Row {
  readonly id: string;
  readonly shop: string;
  readonly method_id: string;
  readonly card_type: string;
  readonly last_four: string;
  readonly expires: string;
  readonly kept_at: Date;
}

const toRecord = (row: Row): KeptCardRecord => ({
  id: row.id,
  shop: row.shop,
  methodId: row.method_id,
  cardType: row.card_type,
  lastFour: row.last_four,
  expires: row.expires,
  keptAt: row.kept_at,
});

@Injectable()
export class KeptCardStore {
  /** The card that pays for an account, or null. */
  async find(tx: EntityManager, accountId: string): Promise<KeptCardRecord | null> {
    const [row]: Row[] = await tx.query(
      'select * from kept_card where account_id = $1 and removed_at is null',
      [accountId],
    );
    return row ? toRecord(row) : null;
  }

  /** The card of a payment pays from now on, in the place of the one before. The account is locked. */
  async keep(
    tx: EntityManager,
    payment: Pick<ProviderPaymentRecord, 'accountId' | 'shop'>,
    card: KeptCard,
    by: string,
    now: Date,
  ): Promise<void> {
    await this.remove(tx, payment.accountId, { by, because: 'replaced' }, now);
    await tx.query(
      `insert into kept_card (account_id, id, provider, shop, method_id, card_type, last_four, expires, kept_at, kept_by)
       values ($1, $2, 'yookassa', $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[payment.accountId, newId(now), payment.shop, card.methodId],
        ...[card.cardType, card.lastFour, card.expires, now, by],
      ],
    );
  }

  /** No card pays any more; true when one did. */
  async remove(
    tx: EntityManager,
    accountId: string,
    why: { readonly by: string; readonly because: string },
    now: Date,
  ): Promise<boolean> {
    const [, removed] = await tx.query(
      `update kept_card set removed_at = $2, removed_by = $3, removed_because = $4
        where account_id = $1 and removed_at is null`,
      [accountId, now, why.by, why.because],
    );
    return removed > 0;
  }
}
