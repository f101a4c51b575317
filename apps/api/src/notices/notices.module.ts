import { Module } from '@nestjs/common';
import { ListNotices } from './list-notices';
import { NoticeStore } from './notice.store';
import { ReaderStore } from './reader.store';

@Module({
  providers: [ListNotices, NoticeStore, ReaderStore],
  exports: [ListNotices, NoticeStore, ReaderStore],
})
export class NoticesModule {}
