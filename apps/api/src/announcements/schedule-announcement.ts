import { Injectable } from '@nestjs/common';
import { earliestMoment, isToldInTime, type EffectiveMoment } from '@rocket/billing';
import type { AnnouncementDto, AnnouncementPreviewDto, ComposeAnnouncementDto } from '@rocket/contracts';
import { Clock, localDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { composeMail } from '../mail/compose-mail';
import { wordsIn } from '../notices/notice-writing';
import { categoryOf } from '../notices/reader.store';
import { ApiError } from '../platform/api-error';
import { AppConfig } from '../platform/config';
import { withTransaction } from '../platform/database';
import { newId } from '../platform/ids';
import { Waker } from '../platform/wakings/waker';
import { SellerStore, type SellerRecord } from '../sellers/seller.store';
import { ProductStore } from '../storefront/product.store';
import { AnnouncementStore, type ReachedAccount } from './announcement.store';
import { assertToldInTime, leadTimeOf } from './lead-time';
import { announcementFacts, placeholderErrors } from './write-announcement';

const MOST_NAMED = 100;

/**
 * Staff tell many accounts at once (rules 24, 25, 27, 29): first a look at who would be told and in what words, then the
 * announcement itself, posted at its time by `PostDueAnnouncements`.
 *
 * Refuses: `seller_not_found`, `product_not_found`, `notice_too_short` naming the first possible date, and with
 * `validation_failed` an audience that reaches nobody and placeholders that stand for nothing.
 */
@Injectable()
export class ScheduleAnnouncement {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly announcements: AnnouncementStore,
    private readonly sellers: SellerStore,
    private readonly products: ProductStore,
    private readonly waker: Waker,
  ) {}

  async preview(wish: ComposeAnnouncementDto): Promise<AnnouncementPreviewDto> {
    const now = await this.clock.now();
    const seller = await this.check(wish);
    const { accounts, withoutEmail, first } = await this.announcements.outlook(
      this.db.manager,
      wish.audience,
      MOST_NAMED,
    );
    const effective = effectiveOf(wish);
    const ahead = leadTimeOf(wish.kind, seller);
    const toldAt = postTime(wish, now);
    return {
      accounts,
      withoutEmail,
      reached: first.map(({ id, name, subdomain, state }) => ({ id, name, subdomain, state })),
      earliest: ahead && earliestMoment(ahead, toldAt, seller.timeZone),
      inTime: !ahead || !effective || isToldInTime(ahead, toldAt, effective, seller.timeZone),
      sample: first[0] ? this.sample(wish, first[0], seller, effective) : null,
    };
  }

  async run(wish: ComposeAnnouncementDto, by: string): Promise<AnnouncementDto> {
    const now = await this.clock.now();
    const id = newId(now);
    const toldAt = postTime(wish, now);
    const seller = await this.check(wish);
    assertToldInTime(wish.kind, seller, toldAt, effectiveOf(wish));
    const scheduled = await withTransaction(this.db, async (tx) => {
      const { accounts } = await this.announcements.outlook(tx, wish.audience, 1);
      if (accounts === 0)
        throw new ApiError('validation_failed', 'Это объявление никто не получит', {}, [
          { path: 'audience', message: 'Под эти условия не подходит ни один аккаунт' },
        ]);
      await this.announcements.insert(tx, id, wish, toldAt, by, now);
      return this.announcements.view(tx, id, now);
    });
    this.waker.wake('announcements');
    return scheduled;
  }

  /** @throws DomainError `seller_not_found`, `product_not_found`; ApiError `validation_failed` */
  private async check(wish: ComposeAnnouncementDto) {
    const { audience, texts, effectiveOn, effectiveTime } = wish;
    const seller = await this.sellers.read(this.db.manager, audience.seller);
    for (const code of audience.productCodes ?? []) await this.products.read(this.db.manager, code);
    const errors = placeholderErrors(texts, {
      product: audience.productCodes !== undefined,
      date: effectiveOn !== undefined,
      time: effectiveTime !== undefined,
    });
    if (errors.length > 0) throw new ApiError('validation_failed', 'Проверьте тексты', {}, errors);
    return seller;
  }

  private sample(
    wish: ComposeAnnouncementDto,
    account: ReachedAccount,
    seller: SellerRecord,
    effective: EffectiveMoment | null,
  ): AnnouncementPreviewDto['sample'] {
    const { name, subdomain, products } = account;
    const to = { account: name, subdomain, seller: seller.name, products, effective };
    const facts = announcementFacts(wish.texts, to);
    // A letter that may be declined has a link of its reader's own; here it leads nowhere in particular.
    const mayDecline = categoryOf(wish.kind, seller.terms.noticeOptOut) !== null;
    const read = (language: 'ru' | 'en') => ({
      ...wordsIn(facts, language, ''),
      letterHtml: composeMail(
        [{ kind: wish.kind, facts }],
        { name, subdomain, panelUrl: this.config.publicUrl },
        language,
        mayDecline ? this.config.publicUrl : null,
      ).html,
    });
    return { account: name, ru: read('ru'), en: wish.texts.en ? read('en') : null };
  }
}

const effectiveOf = (wish: ComposeAnnouncementDto): EffectiveMoment | null =>
  wish.effectiveOn === undefined
    ? null
    : { on: localDate(wish.effectiveOn), time: wish.effectiveTime ?? null };

/** A time that has passed means at once. */
function postTime(wish: ComposeAnnouncementDto, now: Date): Date {
  const asked = wish.postAt === undefined ? now : new Date(wish.postAt);
  return asked > now ? asked : now;
}
