import { Module } from '@nestjs/common';
import { ChooseNotices } from './choose-notices';
import { ListNotices } from './list-notices';
import { NoticeStore } from './notice.store';
import { NoticesController } from './notices.controller';
import { ReaderStore } from './reader.store';

@Module({
  controllers: [NoticesController],
  providers: [ChooseNotices, ListNotices, NoticeStore, ReaderStore],
  exports: [ListNotices, NoticeStore, ReaderStore],
})
export class NoticesModule {}
