import type { LocalDate } from '@rocket/kernel';
import { printable } from './fonts';
import { PortraitPaper } from './portrait-paper';
import { Sheet } from './sheet';
import type { Spreadsheet } from './spreadsheet';

/** One thing that happened to a notice. Everything is text already, in the reader's language and the seller's time. */
export interface EvidenceStep {
  /** 21.11.2026, 09:05:12 */
  readonly at: string;
  readonly account: string;
  /** What was told. */
  readonly notice: string;
  readonly channel: string;
  readonly who: string;
  readonly what: string;
  /** The mail server's own words. */
  readonly answer: string;
}

/** Who was told what, when and by which channel (rule 28). */
export interface NoticeEvidenceFacts {
  readonly title: string;
  /** Lines under the title: seller, customer, period, when and for whom it was made. */
  readonly heading: readonly string[];
  readonly seller: string;
  readonly madeOn: LocalDate;
  readonly steps: readonly EvidenceStep[];
}

export const noticeEvidenceTable = ({ title, heading, steps }: NoticeEvidenceFacts): Spreadsheet => ({
  name: 'Уведомления',
  heading: [title, ...heading],
  columns: [
    { title: 'Когда', kind: 'text', width: 20 },
    { title: 'Аккаунт', kind: 'text', width: 30 },
    { title: 'Уведомление', kind: 'text', width: 60 },
    { title: 'Канал', kind: 'text', width: 12 },
    { title: 'Кому', kind: 'text', width: 30 },
    { title: 'Что произошло', kind: 'text', width: 24 },
    { title: 'Ответ сервера', kind: 'text', width: 40 },
  ],
  rows: steps.map(({ at, account, notice, channel, who, what, answer }) => [
    at,
    account,
    notice,
    channel,
    who,
    what,
    answer,
  ]),
  totals: [],
});

/** The same as a PDF, A4 portrait, the head of the table on every page. */
export async function renderNoticeEvidence(facts: NoticeEvidenceFacts): Promise<Uint8Array> {
  const { title, heading, seller, madeOn, steps } = facts;
  const sheet = new Sheet({ title, author: seller, issuedOn: madeOn, orientation: 'portrait' });
  const paper = new PortraitPaper(sheet, title);
  paper.title(onOneLine(title));
  for (const line of heading) paper.paragraph(onOneLine(line), undefined, 2);
  paper.y += 6;
  paper.table(
    [
      { head: 'Когда', width: 56, align: 'left' },
      { head: 'Уведомление', width: 150, align: 'left' },
      { head: 'Канал', width: 42, align: 'left' },
      { head: 'Кому', width: 117, align: 'left' },
      { head: 'Что произошло', width: paper.width - 365, align: 'left' },
    ],
    steps.map(({ at, account, notice, channel, who, what, answer }) =>
      [
        at,
        account ? `${account}. ${notice}` : notice,
        channel,
        who,
        answer ? `${what}: ${answer}` : what,
      ].map(onOneLine),
    ),
    () => {
      paper.y += 6;
      paper.paragraph(steps.length === 0 ? 'Уведомлений нет.' : `Всего записей: ${steps.length}.`);
    },
  );
  return sheet.bytes();
}

/** A sum stays whole: its no-break spaces are no place to break a line. */
const onOneLine = (text: string): string => printable(text.replace(/[^\S\u00a0\u202f]+/g, ' '));
