import { Module, type OnModuleInit } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { Wakings } from '../platform/wakings/wakings';
import { SellersModule } from '../sellers/sellers.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { AnnouncementStore } from './announcement.store';
import { AnnouncementsController } from './announcements.controller';
import { CancelAnnouncement } from './cancel-announcement';
import { CountReach } from './count-reach';
import { EvidenceStore } from './evidence.store';
import { PostDueAnnouncements } from './post-due-announcements';
import { ReadEvidence } from './read-evidence';
import { ScheduleAnnouncement } from './schedule-announcement';

const SWEEP_MS = 15_000;

/** What a seller tells its customers by hand. */
@Module({
  imports: [AccountsModule, NoticesModule, SellersModule, StorefrontModule],
  controllers: [AnnouncementsController],
  providers: [
    AnnouncementStore,
    CancelAnnouncement,
    CountReach,
    EvidenceStore,
    ReadEvidence,
    PostDueAnnouncements,
    ScheduleAnnouncement,
  ],
  exports: [PostDueAnnouncements],
})
export class AnnouncementsModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly postDue: PostDueAnnouncements,
    private readonly countReach: CountReach,
  ) {}

  onModuleInit(): void {
    this.wakings.register('announcements', () => this.postDue.run(), SWEEP_MS);
    this.wakings.register('announcements', () => this.countReach.run(), SWEEP_MS);
  }
}
