import { Injectable } from '@nestjs/common';
import { addTerm } from '@rocket/billing';
import { counted } from '@rocket/catalog';
import type { RequisitesDto } from '@rocket/contracts';
import {
  Clock,
  DomainError,
  addDays,
  dayOf,
  earlier,
  later,
  localDate,
  type LocalDate,
  type Minor,
} from '@rocket/kernel';
import { DataSource, type EntityManager } from 'typeorm';
import { AccountStore, type AccountRecord } from '../accounts/account.store';
import { ProfileStore } from '../accounts/profile.store';
import { CertificateStore } from '../certificates/certificate.store';
import { withTransaction } from '../platform/database';
import { printable, shortDate, type CorrectionFacts } from '@rocket/documents';
import { takenBackFacts, type Delivery } from './delivery';
import { DeliveryStore, type ChargedLine, type ReversedCharge } from './delivery.store';
import { DocumentStore } from './document.store';
import { DrawUpDocument } from './draw-up-document';

/**
 * Turns the journal of one account into papers over what was consumed, where the offer says so: one at the end of each month,
 * or one for each grant of rights (five offers, closing document). A charge taken back after its paper makes the paper
 * smaller: a UPD by a correction, an act or a certificate of that one charge is cancelled. How far the journal has been
 * turned into papers is kept, so nothing is turned twice and a late charge gets a paper of its own.
 */
@Injectable()
export class DocumentConsumption {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly accounts: AccountStore,
    private readonly profiles: ProfileStore,
    private readonly deliveries: DeliveryStore,
    private readonly documents: DocumentStore,
    private readonly drawUp: DrawUpDocument,
    private readonly certificates: CertificateStore,
  ) {}

  /** Returns the ids of what was drawn up. */
  async run(accountId: string): Promise<string[]> {
    const now = await this.clock.now();
    return withTransaction(this.db, async (tx) => {
      const account = await this.accounts.lock(tx, accountId);
      const requisites = await this.profiles.find(tx, accountId);
      const { kind } = account.terms.closingDocument;
      if (!requisites && kind !== 'certificate') return [];
      const today = dayOf(now, account.seller.timeZone);
      const known = await this.deliveries.progress(tx, accountId);
      const isMonthly = account.terms.closingDocument.when === 'month_end';
      const progress = {
        seq: known.seq,
        through: known.through ?? (isMonthly ? dayBefore(known.firstDay) : null),
      };
      const made: (string | null)[] = [];
      for (const taken of await this.deliveries.takenBackAfter(tx, accountId, progress.seq))
        made.push(await this.correct(tx, account, taken, today, now));

      const closesThrough = isMonthly ? this.monthsToClose(account, progress, today) : [];
      const fresh = await this.deliveries.chargedAfter(tx, accountId, progress.seq);
      const single = isMonthly
        ? fresh.filter(({ businessDate }) => progress.through !== null && businessDate <= progress.through)
        : grantedBy(account, fresh, today);
      const waiting = isMonthly ? null : (fresh[single.length] ?? null);
      const paid: Delivery[] = [];
      for (const charge of single) {
        const certificate =
          kind === 'certificate' && charge.subscriptionId !== null
            ? await this.certificates.printed(tx, accountId, charge.subscriptionId)
            : null;
        paid.push({ ...ofCharge(account, charge, today), ...(certificate ? { certificate } : {}) });
      }
      const owed = [...paid, ...(await this.ofMonths(tx, accountId, closesThrough))];
      for (const delivery of owed) made.push(await this.draw(tx, account, requisites, delivery, now));
      const through = closesThrough.at(-1)?.to ?? progress.through;
      const seq = waiting === null ? account.lastSeq : waiting.seq - 1;
      await this.deliveries.advance(tx, accountId, { seq, through });
      return made.filter((id) => id !== null);
    });
  }

  private draw(
    tx: EntityManager,
    account: AccountRecord,
    requisites: RequisitesDto | null,
    delivery: Delivery,
    now: Date,
  ): Promise<string | null> {
    return this.drawUp.closing(tx, account, requisites, delivery, now);
  }

  /** Whole months that have ended and have no paper yet; none while something due in them was not charged. */
  private monthsToClose(
    account: AccountRecord,
    { through }: { through: LocalDate | null },
    today: LocalDate,
  ): Month[] {
    const thisMonth = firstOfMonth(today);
    if (through === null || (account.nextDue !== null && account.nextDue < thisMonth)) return [];
    const months: Month[] = [];
    let from = addDays(through, 1);
    while (from < thisMonth) {
      const next = firstOfMonth(addDays(from, 31));
      months.push({ from, to: addDays(next, -1) });
      from = next;
    }
    return months;
  }

  private async ofMonths(
    tx: EntityManager,
    accountId: string,
    months: readonly Month[],
  ): Promise<Delivery[]> {
    const deliveries: Delivery[] = [];
    for (const month of months) {
      const charges = await this.deliveries.consumed(tx, accountId, month);
      if (charges.length > 0) deliveries.push(ofMonth(month, charges));
    }
    return deliveries;
  }

  private async correct(
    tx: EntityManager,
    account: AccountRecord,
    taken: ReversedCharge,
    today: LocalDate,
    now: Date,
  ): Promise<string | null> {
    if (taken.documentKind !== 'upd') {
      // The paper of a month stays: what it counted too much is between the parties and on the balance.
      if (taken.documentSource.startsWith('entry:'))
        await this.documents.addStatus(
          tx,
          account.id,
          taken.documentId,
          'cancelled',
          today,
          'system:documents',
          now,
        );
      return null;
    }
    const source = `reversal:${taken.reversalId}`;
    if (await this.drawUp.exists(tx, account.id, 'correction', source)) return null;
    const earlierOnes = await this.deliveries.corrections(tx, account.id);
    const about = { reason: taken.reason, amount: taken.gross, productCode: taken.productCode };
    const factsOf = (number: number): CorrectionFacts | null =>
      takenBackFacts(taken.facts, earlierOnes, about, { number, on: today });
    const facts = factsOf(1);
    if (!facts) return null;
    const { decrease } = facts.totals;
    const paper = {
      kind: 'correction' as const,
      source,
      issuedOn: today,
      amount: decrease.gross,
      vatRate: facts.lines[0]!.vatRate,
      vatAmount: decrease.vat,
      facts: factsOf,
    };
    return this.drawUp.paper(tx, account, paper, now);
  }
}

/** Days, both included. */
interface Month {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

const firstOfMonth = (date: LocalDate): LocalDate => localDate(`${date.slice(0, 7)}-01`);

/**
 * Papers of an account reach to the eve of its first month before it has any: else it would be looked at again at every turn
 * until that month is over. Null: nothing has happened to it yet.
 */
const dayBefore = (firstDay: LocalDate | null): LocalDate | null =>
  firstDay && addDays(firstOfMonth(firstDay), -1);

/**
 * One line for each product charged for in the month, with its projects and the days that were paid for, which may lie behind the
 * month: a year that is paid in November is no service of November. What is taken back later is looked for by product.
 */
function ofMonth(month: Month, charges: readonly ChargedLine[]): Delivery {
  const byProduct = new Map<string | null, Consumed>();
  for (const charge of charges) {
    const { productCode, productName, projectName, gross } = charge;
    const days = daysOf(charge) ?? month;
    const line = byProduct.get(productCode) ?? { name: productName, projects: new Set(), days, gross: 0n };
    if (projectName !== null) line.projects.add(printable(projectName));
    const all = { from: earlier(line.days.from, days.from), to: later(line.days.to, days.to) };
    byProduct.set(productCode, { ...line, days: all, gross: line.gross + gross });
  }
  return {
    source: `month:${month.from.slice(0, 7)}`,
    issuedOn: month.to,
    transferredOn: month.to,
    servicePeriod: month,
    lines: [...byProduct].map(([productCode, { name, projects, days, gross }]) => ({
      name: `${name}${projectsIn(projects)}, услуги за период ${shortDate(days.from)}–${shortDate(days.to)}`,
      productCode,
      gross,
    })),
    paymentDocuments: [],
    advanceInvoices: [],
  };
}

interface Consumed {
  readonly name: string;
  readonly projects: Set<string>;
  readonly days: Month;
  readonly gross: Minor;
}

/** The days a charge paid for, both included; null: it paid for none, as a metered unit does. */
const daysOf = ({ periodStart, periodEnd }: ChargedLine): Month | null =>
  periodStart && periodEnd ? { from: periodStart, to: addDays(periodEnd, -1) } : null;

const projectsIn = (names: ReadonlySet<string>): string => {
  if (names.size === 0) return '';
  return ` (${names.size === 1 ? 'проект' : 'проекты'} ${[...names].map((name) => `«${name}»`).join(', ')})`;
};

/**
 * The day the rights of a charge are handed over: within the offer's delay after the payment, and no later than their period begins
 * (Itgrix 5.1, 5.3). Null while the calendar of the year is not known.
 */
function handedOverOn(
  { terms }: AccountRecord,
  { businessDate, periodStart }: ChargedLine,
): LocalDate | null {
  try {
    const granted = addTerm(businessDate, counted(terms, terms.grantDelay));
    return periodStart === null ? granted : later(businessDate, earlier(periodStart, granted));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'calendar_unknown') return null;
    throw error;
  }
}

/** The first of the charges, in the order of the journal, whose rights are handed over by a day. */
function grantedBy(
  account: AccountRecord,
  charges: readonly ChargedLine[],
  today: LocalDate,
): readonly ChargedLine[] {
  const waits = charges.findIndex((charge) => (handedOverOn(account, charge) ?? LATEST) > today);
  return waits < 0 ? charges : charges.slice(0, waits);
}
const LATEST = localDate('9999-12-31');

/** The paper of one charge: the rights of its period. */
function ofCharge(account: AccountRecord, charge: ChargedLine, today: LocalDate): Delivery {
  const { entryId, businessDate, productCode, productName, projectName, gross } = charge;
  const isRights = account.terms.closingDocument.when === 'grant_of_rights';
  const transferredOn = (isRights ? handedOverOn(account, charge) : null) ?? businessDate;
  const project = projectName === null ? '' : ` (проект «${printable(projectName)}»)`;
  const period = daysOf(charge);
  const when = period ? ` за период ${shortDate(period.from)}–${shortDate(period.to)}` : '';
  return {
    source: `entry:${entryId}`,
    issuedOn: today,
    transferredOn: earlier(transferredOn, today),
    servicePeriod: period,
    lines: [
      {
        name: `Предоставление права использования «${productName}»${project}${when}`,
        ...{ productCode, gross, measured: charge.measured },
      },
    ],
    paymentDocuments: [],
    advanceInvoices: [],
  };
}
