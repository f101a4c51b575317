import { Injectable } from '@nestjs/common';
import type { EvidenceStepDto, NoticeEvidenceDto, NoticeEvidenceQueryDto } from '@rocket/contracts';
import type { EvidenceStep, NoticeEvidenceFacts } from '@rocket/documents';
import { Clock, addDays, dayOf, localDate, startOfDay, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { AccountStore } from '../accounts/account.store';
import { ApiError } from '../platform/api-error';
import { ProductStore } from '../storefront/product.store';
import { EvidenceStore, type EvidenceRow } from './evidence.store';
import { named, productsIn } from '../notices/notice-products';
import { textOf } from '../notices/notice-texts';
import { day } from '../notices/notice-writing';

/** A file that somebody still reads; what is more is asked for in shorter periods. */
const MOST_NOTICES = 20_000;
/** A year, when nothing is said. */
const USUAL_DAYS = 365;

interface Evidence {
  readonly view: NoticeEvidenceDto;
  readonly facts: NoticeEvidenceFacts;
  /** For the name of a file: no person's words. */
  readonly fileName: string;
}

interface Heading {
  readonly title: string;
  readonly lines: readonly string[];
  readonly seller: string;
  readonly timeZone: string;
  readonly fileName: string;
  /** Told of many accounts: each line says of which. */
  readonly many: boolean;
}

/**
 * Who was told what, when, by which channel, and who saw it (rule 28), as it can be shown to a court: the words of the notice,
 * the people, the addresses and the answers of their mail servers.
 *
 * Refuses: `validation_failed` when there is more than one file should hold.
 */
@Injectable()
export class ReadEvidence {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly products: ProductStore,
    private readonly evidence: EvidenceStore,
  ) {}

  async ofAccount(accountId: string, { from, to }: NoticeEvidenceQueryDto): Promise<Evidence> {
    const now = await this.clock.now();
    const account = await this.accounts.read(this.db.manager, accountId);
    const { timeZone, name } = account.seller;
    const last = to === undefined ? dayOf(now, timeZone) : localDate(to);
    const first = from === undefined ? addDays(last, -USUAL_DAYS) : localDate(from);
    const rows = await this.evidence.ofAccount(
      this.db.manager,
      accountId,
      startOfDay(first, timeZone),
      startOfDay(addDays(last, 1), timeZone),
      MOST_NOTICES + 1,
    );
    return this.made(rows, now, {
      title: `Уведомления с ${day(first)} по ${day(last)}`,
      lines: [
        `Заказчик: ${account.name}, аккаунт amoCRM ${account.amocrmAccountId} (${account.subdomain}.amocrm.ru)`,
      ],
      seller: name,
      timeZone,
      fileName: `notices-${account.amocrmAccountId}-${first}-${last}`,
      many: false,
    });
  }

  async ofAnnouncement(
    announcement: { readonly id: string; readonly title: string; readonly postedAt: string | null },
    seller: { readonly name: string; readonly timeZone: string },
  ): Promise<Evidence> {
    const now = await this.clock.now();
    const { id, title, postedAt } = announcement;
    const rows = await this.evidence.ofAnnouncement(this.db.manager, id, MOST_NOTICES + 1);
    return this.made(rows, now, {
      title: `Объявление «${title}»`,
      lines: [postedAt ? `Отправлено ${momentIn(new Date(postedAt), seller.timeZone)}` : 'Ещё не отправлено'],
      seller: seller.name,
      timeZone: seller.timeZone,
      fileName: `announcement-${id}`,
      many: true,
    });
  }

  private async made(rows: readonly EvidenceRow[], now: Date, heading: Heading): Promise<Evidence> {
    if (rows.length > MOST_NOTICES)
      throw new ApiError('validation_failed', 'Уведомлений слишком много для одного файла', {}, [
        { path: 'from', message: 'Выберите период короче' },
      ]);
    const { title, lines, seller, timeZone, fileName, many } = heading;
    const codes = [...new Set(rows.flatMap(({ facts }) => productsIn(facts)))];
    const names = await this.products.names(this.db.manager, codes, 'ru');
    const items = rows.map((row) => {
      const { title: said, text } = textOf(row.kind, named(row.facts, names), 'ru');
      return {
        noticeId: row.id,
        accountId: row.account_id,
        account: row.account_name,
        kind: row.kind,
        createdAt: row.created_at.toISOString(),
        title: said,
        text,
        steps: row.steps.map((step) => ({ ...step, at: new Date(step.at).toISOString() })),
      };
    });
    const madeOn: LocalDate = dayOf(now, timeZone);
    const about = [
      `Исполнитель: ${seller}`,
      ...lines,
      `Составлено ${momentIn(now, timeZone)}, время: ${timeZone}`,
      LEGEND,
    ];
    const steps = items.flatMap((item): EvidenceStep[] => {
      const line = (at: string, channel: string, who: string, what: string, answer = ''): EvidenceStep => ({
        at: momentIn(new Date(at), timeZone),
        account: many ? item.account : '',
        notice: item.title,
        channel,
        who,
        what,
        answer,
      });
      return [
        {
          ...line(item.createdAt, OPEN_IN, 'Всем пользователям аккаунта', 'Опубликовано'),
          notice: [item.title, item.text].filter(Boolean).join('. '),
        },
        ...item.steps.map(({ at, channel, who, state, answer }) =>
          line(at, CHANNELS[channel], who || UNNAMED[channel], STATES[state] ?? state, answer ?? ''),
        ),
      ];
    });
    return {
      view: { title, madeAt: now.toISOString(), items },
      facts: { title, heading: about, seller, madeOn, steps },
      fileName,
    };
  }
}

const CHANNELS: Readonly<Record<EvidenceStepDto['channel'], string>> = {
  push: 'Виджет',
  email: 'Почта',
  panel: 'Кабинет',
};
/** A notice stands in both from the moment it is written; letters have lines of their own. */
const OPEN_IN = 'Виджет, кабинет';
/** Of a person whose name amoCRM has not told us, and of letters kept before their recipients were told apart. */
const UNNAMED: Readonly<Record<EvidenceStepDto['channel'], string>> = {
  push: 'Пользователь без имени',
  email: 'Адресатам писем аккаунта',
  panel: 'Пользователь без имени',
};
const LEGEND =
  '«Опубликовано» — с этого времени уведомление открыто в виджете и кабинете; «показано» — передано на экран пользователя; ' +
  '«просмотрено» и «подтверждено» — сделал сам пользователь; «принято почтовым сервером» — сервер взялся доставить письмо.';
const STATES: Readonly<Record<string, string>> = {
  shown: 'Показано',
  seen: 'Просмотрено',
  acknowledged: 'Подтверждено',
  queued: 'Ждёт отправки',
  accepted: 'Принято почтовым сервером',
  refused: 'Сервер не принял',
  bounced: 'Письмо вернулось',
  declined: 'Адресаты отписались',
};

function momentIn(at: Date, timeZone: string): string {
  const clock = new Intl.DateTimeFormat('ru-RU', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return `${day(dayOf(at, timeZone))}, ${clock.format(at)}`;
}
