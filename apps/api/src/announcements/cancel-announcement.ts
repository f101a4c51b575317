import { Injectable } from '@nestjs/common';
import type { AnnouncementDto, Page } from '@rocket/contracts';
import { Clock } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { ApiError } from '../platform/api-error';
import type { PageRequest } from '../platform/cursor';
import { withTransaction } from '../platform/database';
import { ReadEvidence } from './read-evidence';
import { SellerStore } from '../sellers/seller.store';
import { AnnouncementStore } from './announcement.store';

/** Takes back an announcement that nobody was told yet. Refuses: `announcement_posted`. */
@Injectable()
export class CancelAnnouncement {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly announcements: AnnouncementStore,
    private readonly sellers: SellerStore,
    private readonly readEvidence: ReadEvidence,
  ) {}

  async run(id: string, by: string): Promise<AnnouncementDto> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      if (!(await this.announcements.cancel(tx, id, by, now)))
        throw new ApiError('announcement_posted', 'Объявление уже отправлено, его не отменить');
      return this.announcements.view(tx, id, now);
    });
  }

  list(request: PageRequest): Promise<Page<AnnouncementDto>> {
    return this.announcements.list(this.db.manager, request);
  }

  /** Who was told it (rule 28). @throws ApiError `not_found` */
  async evidence(id: string): ReturnType<ReadEvidence['ofAnnouncement']> {
    const { texts, audience, postedAt } = await this.read(id);
    const seller = await this.sellers.read(this.db.manager, audience.seller);
    return this.readEvidence.ofAnnouncement({ id, title: texts.ru.title, postedAt }, seller);
  }

  async read(id: string): Promise<AnnouncementDto> {
    return this.announcements.view(this.db.manager, id, await this.clock.now());
  }
}
