import { Module } from '@nestjs/common';
import { ProductStore } from '../storefront/product.store';
import { ChooseNotices } from './choose-notices';
import { ListNotices } from './list-notices';
import { NoticeStore } from './notice.store';
import { NoticesController } from './notices.controller';
import { ReaderStore } from './reader.store';

@Module({
  controllers: [NoticesController],
  // The shop announces prices by notices: it leans on this room, not this room on it. A store has no state.
  providers: [ChooseNotices, ListNotices, NoticeStore, ProductStore, ReaderStore],
  exports: [ListNotices, NoticeStore, ReaderStore],
})
export class NoticesModule {}
