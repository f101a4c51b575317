import { Injectable } from '@nestjs/common';
import type { InvoiceDto, Page, ReceiptDto, StatementLineDto, ThirdPartyPayerDto } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import type { PageRequest } from '../platform/cursor';
import { BankStatementStore, type StatementLinesRequest } from './bank-statement.store';
import { InvoiceStore } from './invoice.store';
import { ReceiptStore } from './receipt.store';
import { ThirdPartyPayerStore } from './third-party-payer.store';

/** Invoices of an account, receipts of every source, and what became of the lines of a bank file. */
@Injectable()
export class ListPayments {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly invoicesOf: InvoiceStore,
    private readonly receiptsOf: ReceiptStore,
    private readonly statements: BankStatementStore,
    private readonly payers: ThirdPartyPayerStore,
  ) {}

  async invoices(accountId: string, request: PageRequest): Promise<Page<InvoiceDto>> {
    return this.invoicesOf.list(this.db.manager, accountId, request, await this.clock.now());
  }

  receipts(
    request: PageRequest & { state?: string | undefined; q?: string | undefined },
  ): Promise<Page<ReceiptDto>> {
    return this.receiptsOf.list(this.db.manager, request);
  }

  receipt(id: string): Promise<ReceiptDto> {
    return this.receiptsOf.view(this.db.manager, id);
  }

  statementLines(statementId: string, request: StatementLinesRequest): Promise<Page<StatementLineDto>> {
    return this.statements.lines(this.db.manager, statementId, request);
  }

  async thirdPartyPayers(accountId: string): Promise<{ items: ThirdPartyPayerDto[] }> {
    await this.accounts.read(this.db.manager, accountId);
    return { items: await this.payers.list(this.db.manager, accountId) };
  }
}
