import type { NoticeEvidenceDto } from '@rocket/contracts';
import {
  noticeEvidenceTable,
  renderNoticeEvidence,
  toCsv,
  type NoticeEvidenceFacts,
} from '@rocket/documents';
import type { FastifyReply } from 'fastify';
import { sendFile } from '../platform/http/send-file';

/** Evidence as it was asked for. */
export async function sendEvidence(
  reply: FastifyReply,
  format: 'json' | 'csv' | 'pdf',
  {
    view,
    facts,
    fileName,
  }: {
    readonly view: NoticeEvidenceDto;
    readonly facts: NoticeEvidenceFacts;
    readonly fileName: string;
  },
): Promise<void> {
  switch (format) {
    case 'json':
      await reply.header('cache-control', 'no-store').send(view);
      return;
    case 'csv':
      return sendFile(reply, 'csv', fileName, toCsv(noticeEvidenceTable(facts)));
    case 'pdf':
      return sendFile(reply, 'pdf', fileName, await renderNoticeEvidence(facts));
  }
}
