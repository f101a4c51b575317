import { Module } from '@nestjs/common';
import { ListNotices } from './list-notices';
import { NoticeStore } from './notice.store';

@Module({ providers: [ListNotices, NoticeStore], exports: [ListNotices, NoticeStore] })
export class NoticesModule {}
