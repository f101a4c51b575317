import { Module, type OnModuleInit } from '@nestjs/common';
import { Wakings } from '../platform/wakings/wakings';
import { ExportJournal } from './export-journal';
import { LedgerController } from './ledger.controller';
import { SealJournal } from './seal-journal';
import { VerifyBooks } from './verify-books';

const MINUTE_MS = 60_000;

/** The journal seen as a whole: sealed, verified, exported. */
@Module({
  controllers: [LedgerController],
  providers: [ExportJournal, SealJournal, VerifyBooks],
  exports: [SealJournal, VerifyBooks],
})
export class BooksModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly seal: SealJournal,
  ) {}

  onModuleInit(): void {
    this.wakings.register('seals', async () => void (await this.seal.run()), MINUTE_MS);
  }
}
