import { Injectable } from '@nestjs/common';
import { runInstant } from '@rocket/billing';
import { addDays, dayOf, later, localDate, startOfDay, type LocalDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { PostDueAnnouncements } from '../announcements/post-due-announcements';
import { AcceptDocuments } from '../documents/accept-documents';
import { HandOverDue } from '../handovers/hand-over-due';
import { GrantStore } from '../ledger/grant.store';
import { ForgetEndedContracts } from '../leaving/forget-ended-contracts';
import { StepIdleAccounts } from '../leaving/step-idle-accounts';
import { StepLicenceEnds } from '../leaving/step-licence-ends';
import { StepLifeCycle } from '../leaving/step-life-cycle';
import { TerminateAccount } from '../leaving/terminate-account';
import { SealJournal } from '../ledger/seal-journal';
import { TakeUpOfferVersions } from '../offers/take-up-offer-versions';
import { RewardPartners } from '../partners/reward-partners';
import { SandboxClock } from '../platform/clock';
import { AnnounceDuePrices } from '../price-plans/announce-due-prices';
import { SendDueMail } from '../mail/send-due-mail';
import { Wakings } from '../platform/wakings/wakings';
import { CarryOutRefunds } from '../providers/carry-out-refunds';
import { FollowFiscalReceipts } from '../providers/follow-fiscal-receipts';
import { LookUpPayments } from '../providers/look-up-payments';
import { RunAutopayments } from '../providers/run-autopayments';
import { SetOffPrepayments } from '../providers/set-off-prepayments';
import { RunDueRenewals } from '../renewals/run-due-renewals';
import { RemindCustomers } from '../subscriptions/remind-customers';
import { REMIND_DAYS, RemindOfPrices } from '../subscriptions/remind-of-prices';
import { RecordExpiries } from '../support/record-expiries';
import { SendDueWebhooks } from '../webhooks/send-due-webhooks';
import { QuietAccounts, SOMETHING_WAITS, nextRunDate } from './quiet-accounts';

/**
 * The sandbox clock moved with everything that would have happened on the way, in order: the runs of each business date at
 * three in the morning of its seller, ends of grants at their instants, acceptance of documents by silence. Days on which
 * nothing can happen are passed over. One move at a time.
 */
@Injectable()
export class Timeline {
  private moving: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly db: DataSource,
    private readonly clock: SandboxClock,
    private readonly quiet: QuietAccounts,
    private readonly grants: GrantStore,
    private readonly runDue: RunDueRenewals,
    private readonly expiries: RecordExpiries,
    private readonly acceptDocuments: AcceptDocuments,
    private readonly stepLifeCycle: StepLifeCycle,
    private readonly stepIdleAccounts: StepIdleAccounts,
    private readonly forget: ForgetEndedContracts,
    private readonly stepLicenceEnds: StepLicenceEnds,
    private readonly terminate: TerminateAccount,
    private readonly offerVersions: TakeUpOfferVersions,
    private readonly remind: RemindCustomers,
    private readonly prices: RemindOfPrices,
    private readonly announcements: PostDueAnnouncements,
    private readonly pricePlans: AnnounceDuePrices,
    private readonly lookUpPayments: LookUpPayments,
    private readonly mail: SendDueMail,
    private readonly autopayments: RunAutopayments,
    private readonly refundsToCards: CarryOutRefunds,
    private readonly fiscalReceipts: FollowFiscalReceipts,
    private readonly prepayments: SetOffPrepayments,
    private readonly handOverDue: HandOverDue,
    private readonly webhooks: SendDueWebhooks,
    private readonly rewardPartners: RewardPartners,
    private readonly wakings: Wakings,
    private readonly seal: SealJournal,
  ) {}

  /** @throws ApiError `clock_backwards` */
  moveTo(target: Date): Promise<void> {
    return this.inTurn(async () => {
      const { paused } = await this.clock.read(this.db);
      // Letters are written within seconds: before any later step looks whether the customer was told.
      if (!paused) await this.mail.run();
      if (!paused) await this.play(target);
      await this.clock.forward(this.db, target);
      if (!paused) await this.quiet.passTo(target);
      // People of amoCRM are read once for the whole way: on the days between nobody in there changed.
      if (!paused) this.wakings.note('installs');
      if (!paused) await this.settle();
      if (!paused) await this.mail.run();
      // Whom the letters of an announcement reached is counted when they have gone out.
      if (!paused) this.wakings.note('announcements');
      if (!paused) await this.wakings.settle();
      await this.seal.run();
    });
  }

  /** Pauses what is scheduled, or lets what is owed happen now, late. */
  pause(paused: boolean): Promise<void> {
    return this.inTurn(async () => {
      await this.clock.pause(this.db, paused);
      if (!paused) await this.doWhatIsOwed();
      await this.seal.run();
    });
  }

  /** Nothing else moves the clock meanwhile: a reset. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.moving.then(work);
    this.moving = turn.catch(() => undefined);
    return turn;
  }

  private async play(target: Date): Promise<void> {
    this.quiet.beginMove();
    for (;;) {
      const { at } = await this.clock.read(this.db);
      const next = await this.nextEvent(at, target);
      if (next === null || next > target) return;
      await this.clock.forward(this.db, next);
      await this.quiet.passTo(next);
      await this.clock.stoppedAt(next, () => this.doWhatIsOwed());
    }
  }

  private async doWhatIsOwed(): Promise<void> {
    await this.offerVersions.run();
    await this.terminate.carryOutDue();
    await this.lookUpPayments.run();
    await this.autopayments.run();
    await this.refundsToCards.run();
    await this.prepayments.run();
    await this.fiscalReceipts.run();
    await this.rewardPartners.run();
    await this.runDue.run();
    await this.expiries.run();
    await this.acceptDocuments.run();
    await this.handOverDue.run();
    await this.stepLifeCycle.run();
    await this.stepIdleAccounts.run();
    await this.forget.run();
    await this.stepLicenceEnds.run();
    await this.remind.run();
    await this.announcements.run();
    await this.pricePlans.run();
    this.wakings.note('webhooks');
    await this.settle();
    await this.mail.run();
    await this.wakings.settle();
  }

  /** Papers follow from the journal and the calendar, not only from what wakes them. */
  private async settle(): Promise<void> {
    if (await this.papersFollow("in ('month_end', 'grant_of_rights')")) this.wakings.note('documents');
    await this.wakings.settle();
  }

  /** The next instant after `at` at which something happens by itself. */
  private async nextEvent(at: Date, target: Date): Promise<Date | null> {
    const instants: Date[] = [];
    const grantEnd = await this.grants.nextEnd(this.db.manager, at);
    if (grantEnd) instants.push(grantEnd);
    for (const next of [
      await this.lookUpPayments.nextDue(at),
      await this.autopayments.nextDue(at),
      await this.fiscalReceipts.nextDue(at),
      await this.prepayments.nextDue(at),
      await this.offerVersions.nextDue(at),
      await this.announcements.nextDue(at),
      await this.pricePlans.nextDue(at),
      await this.prices.nextDue(at),
      await this.acceptDocuments.nextStep(at),
      await this.mail.nextTry(at),
      await this.handOverDue.nextTry(at),
      await this.webhooks.nextDue(at),
      await this.rewardPartners.nextDue(at),
    ])
      if (next) instants.push(next);
    const ending = await this.terminate.nextEnd();
    if (ending) {
      const end = startOfDay(ending.on, ending.timeZone);
      if (end > at) instants.push(end);
    }
    const change = await this.quiet.nextRun(at, target);
    if (change) instants.push(change);
    // What waits for money is due every day: `quiet` knows when that leads to something.
    const zones: { time_zone: string; dues: LocalDate[] }[] = await this.db.query(
      `select s.time_zone, array(
           select distinct d.due::text from account a join seller o on o.code = a.seller_code
             cross join lateral (
               select a.next_due as due where not ${SOMETHING_WAITS}
               union
               select v.period_start from subscription v
                where v.account_id = a.id and v.ended_no = 0 and v.period_start > $1
               union
               select v.paid_to from subscription v
                where v.account_id = a.id and v.ended_no = 0 and v.state in ('trial', 'active')) d
            where o.time_zone = s.time_zone and a.next_due is not null and d.due is not null) as dues
         from seller s where exists (select from account a where a.seller_code = s.code) group by s.time_zone`,
      [dayOf(at, 'UTC')],
    );
    const isMonthly = await this.papersFollow("= 'month_end'");
    for (const { time_zone: zone, dues } of zones) {
      const first = nextRunDate(at, zone);
      for (const due of dues) {
        instants.push(runInstant(later(localDate(due), first), zone));
        // Reminders go out some days before; a trial's last day is the day before its first charge.
        const reminders = [-REMIND_DAYS - 1, -REMIND_DAYS, -2].map((days) => addDays(localDate(due), days));
        for (const day of reminders) if (day >= first) instants.push(runInstant(day, zone));
      }
      const step = await this.stepLifeCycle.nextStep(zone, first);
      if (step) instants.push(runInstant(step, zone));
      const idle = await this.stepIdleAccounts.nextStep(zone, first);
      if (idle) instants.push(runInstant(idle, zone));
      const forgotten = await this.forget.nextStep(zone, first);
      if (forgotten) instants.push(runInstant(forgotten, zone));
      const erasure = await this.stepLicenceEnds.nextStep(zone, first);
      if (erasure) instants.push(runInstant(erasure, zone));
      if (isMonthly) instants.push(runInstant(nextMonth(first), zone));
    }
    return instants.reduce<Date | null>(
      (next, instant) => (next === null || instant < next ? instant : next),
      null,
    );
  }

  /** Whether papers of some seller with accounts come at such moments. */
  private async papersFollow(moments: string): Promise<boolean> {
    const [seller] = await this.db.query(
      `select 1 from offer_version o where o.terms -> 'closingDocument' ->> 'when' ${moments}
          and exists (select from account a where a.seller_code = o.seller_code) limit 1`,
    );
    return seller !== undefined;
  }
}

/** The first of this month when it is this very day, else of the next one. */
const nextMonth = (day: LocalDate): LocalDate =>
  day.endsWith('-01') ? day : localDate(`${addDays(localDate(`${day.slice(0, 7)}-01`), 31).slice(0, 7)}-01`);
