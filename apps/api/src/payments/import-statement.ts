import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { StatementResultDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { incomingPayments, readBankStatement, type RejectedLine } from '@rocket/payment-sources';
import { DataSource } from 'typeorm';
import { newId } from '../platform/ids';
import { SellerStore, type SellerRecord } from '../sellers/seller.store';
import { RecordReceipt, type RecordedReceipt } from './record-receipt';

/**
 * Imports a bank statement file as it is: every payment that reached an account of ours becomes a receipt, each in a
 * transaction of its own. Good documents are taken, bad ones are listed with line and reason, nothing is half-taken; the
 * same file again changes nothing (rules 2–5).
 *
 * Throws PaymentSourceError when nothing in the file can be read.
 */
@Injectable()
export class ImportStatement {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sellers: SellerStore,
    private readonly recordReceipt: RecordReceipt,
  ) {}

  async run(bytes: Uint8Array, actor: string): Promise<StatementResultDto> {
    const now = await this.clock.now();
    const statement = readBankStatement(bytes);
    const owners = await this.ownersOfAccounts();
    const { incoming, foreignAccounts, leftOut } = incomingPayments(statement, [...owners.keys()]);
    const lines: RecordedReceipt[] = [];
    for (const payment of incoming) {
      lines.push(await this.recordReceipt.run(payment, owners.get(payment.payeeAccount)!, actor));
    }
    const count = (outcome: RecordedReceipt['outcome']): number =>
      lines.filter((line) => line.outcome === outcome).length;
    const foreign = foreignAccounts.map((account): RejectedLine => ({
      line: 1,
      reason: `Счёт ${account} не наш: его документы пропущены`,
    }));
    const result: StatementResultDto = {
      id: newId(now),
      receipts: lines.length,
      credited: count('credited'),
      unallocated: count('unallocated'),
      duplicates: count('duplicate'),
      rejected: [...statement.rejected],
      warnings: [...foreign, ...leftOut, ...statement.warnings],
      lines,
    };
    await this.db.query(
      'insert into bank_statement (id, sha256, imported_at, imported_by, result) values ($1, $2, $3, $4, $5)',
      [
        result.id,
        createHash('sha256').update(bytes).digest(),
        now,
        actor,
        JSON.stringify({ ...result, lines: undefined }),
      ],
    );
    return result;
  }

  private async ownersOfAccounts(): Promise<Map<string, SellerRecord[]>> {
    const owners = new Map<string, SellerRecord[]>();
    for (const seller of await this.sellers.all(this.db.manager)) {
      const account = seller.requisites.settlementAccount;
      if (account) owners.set(account, [...(owners.get(account) ?? []), seller]);
    }
    return owners;
  }
}
