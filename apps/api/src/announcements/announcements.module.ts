import { Module, type OnModuleInit } from '@nestjs/common';
import { NoticesModule } from '../notices/notices.module';
import { Wakings } from '../platform/wakings/wakings';
import { SellersModule } from '../sellers/sellers.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { AnnouncementStore } from './announcement.store';
import { AnnouncementsController } from './announcements.controller';
import { CancelAnnouncement } from './cancel-announcement';
import { PostDueAnnouncements } from './post-due-announcements';
import { ScheduleAnnouncement } from './schedule-announcement';

const SWEEP_MS = 15_000;

/** What a seller tells its customers by hand. */
@Module({
  imports: [NoticesModule, SellersModule, StorefrontModule],
  controllers: [AnnouncementsController],
  providers: [AnnouncementStore, CancelAnnouncement, PostDueAnnouncements, ScheduleAnnouncement],
  exports: [PostDueAnnouncements],
})
export class AnnouncementsModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly postDue: PostDueAnnouncements,
  ) {}

  onModuleInit(): void {
    this.wakings.register('announcements', () => this.postDue.run(), SWEEP_MS);
  }
}
