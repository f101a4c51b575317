import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { CertificatesCore } from '../certificates/certificates-core.module';
import { NoticesModule } from '../notices/notices.module';
import { Wakings } from '../platform/wakings/wakings';
import { AcceptDocuments } from './accept-documents';
import { DeliveryStore } from './delivery.store';
import { DocumentConsumption } from './document-consumption';
import { DrawUpDocument } from './draw-up-document';
import { DocumentStore } from './document.store';
import { DocumentsController } from './documents.controller';
import { ElectronicForms } from './electronic-forms';
import { IssueDueDocuments } from './issue-due-documents';
import { ListDocuments } from './list-documents';
import { MakeFile } from './make-file';
import { ReconcileAccount } from './reconcile-account';
import { SettlementStore } from './settlement.store';
import { SeriesStore } from './series.store';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

@Module({
  imports: [AccountsModule, CertificatesCore, NoticesModule],
  controllers: [DocumentsController],
  providers: [
    AcceptDocuments,
    DeliveryStore,
    DocumentConsumption,
    DocumentStore,
    DrawUpDocument,
    ElectronicForms,
    IssueDueDocuments,
    ListDocuments,
    MakeFile,
    ReconcileAccount,
    SeriesStore,
    SettlementStore,
  ],
  exports: [
    AcceptDocuments,
    ElectronicForms,
    ListDocuments,
    DocumentStore,
    IssueDueDocuments,
    MakeFile,
    SeriesStore,
  ],
})
export class DocumentsModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly issueDue: IssueDueDocuments,
    private readonly accept: AcceptDocuments,
  ) {}

  onModuleInit(): void {
    this.wakings.register('documents', () => this.issueDue.run(), MINUTE_MS);
    this.wakings.register('life_cycle', () => this.accept.run(), HOUR_MS);
  }
}
