import { TWO_SIDED, documentDuties, stageReached, type DocumentStage } from '@rocket/billing';
import type { DocumentDto } from '@rocket/contracts';
import { counted, type TermOfDays } from '@rocket/catalog';
import { addDays, type LocalDate } from '@rocket/kernel';

/**
 * The day the customer was told of document `d` of seller `s`: that of the first letter with it which a mail server took; the
 * panel's notice, which is as old as the document, where nobody wrote a letter; null while letters are on their way or lost.
 */
export const TOLD_ON = `(select case when count(*) = 0 then (d.created_at at time zone s.time_zone)::date
    else (min(m.done_at) filter (where m.state = 'accepted') at time zone s.time_zone)::date end
  from mail m where m.account_id = d.account_id and d.id = any(m.documents))`;

/** The number that document `d` bears: an advance invoice has a prefix of its own before that of its series. */
export const PRINTED_NUMBER = `coalesce(d.facts ->> 'number', d.number::text)`;

/** What document `d` of account `a` (seller `s`, offer `o`, invoice `i` or none) has been through. `now` is a parameter. */
export const courseColumns = (now: string): string => `
  (select jsonb_agg(jsonb_build_object('status', t.status, 'on', t.on_date, 'at', t.at, 'note', t.note)
            order by t.at, array_position(array['issued', 'sent', 'delivered'], t.status), t.on_date)
     from document_status t where t.account_id = d.account_id and t.document_id = d.id) as history,
  ${TOLD_ON} as told_on,
  o.terms -> 'closingDocument' -> 'silentAcceptance' as silence,
  o.terms -> 'closingDocument' -> 'originals' as originals,
  o.terms ->> 'calendar' as calendar,
  (${now}::timestamptz at time zone s.time_zone)::date as today,
  (select min(h.sent_on) from document_handover h
    where h.account_id = d.account_id and h.document_id = d.id and h.state = 'done') as originals_sent_on,
  i.due_on as pay_until,
  case when i.state = 'issued' and i.due_on < (${now}::timestamptz at time zone s.time_zone)::date then 'expired'
       else i.state end as invoice_state,
  (select max(p.credited_at) from receipt_part p
    where p.account_id = i.account_id and p.invoice_id = i.id and p.undone_at is null) as paid_at,
  (select (max(p.credited_at) at time zone s.time_zone)::date from receipt_part p
    where p.account_id = i.account_id and p.invoice_id = i.id and p.undone_at is null) as paid_on`;

export const COURSE_JOINS = `
  join seller s on s.code = d.seller_code
  join account a on a.id = d.account_id
  join offer_version o on o.seller_code = a.seller_code and o.version = a.offer_version
  left join invoice i on d.kind = 'invoice' and i.account_id = d.account_id and i.id = d.id`;

const SIGNED_BY_BOTH = TWO_SIDED.map((kind) => `'${kind}'`).join(', ');
/** Whatever has been settled asks nothing of the customer any more; what may ask is few, and `courseView` says which does. */
export const MAY_BE_ASKED = `(i.state = 'issued' or d.kind in (${SIGNED_BY_BOTH}) and not exists (
  select from document_status t where t.account_id = d.account_id and t.document_id = d.id
     and t.status in ('signed', 'cancelled')))`;

/** A row of `courseColumns`. */
export interface CourseRow {
  readonly kind: DocumentDto['kind'];
  readonly issued_on: LocalDate;
  readonly history: readonly {
    readonly status: DocumentStage;
    readonly on: LocalDate;
    readonly at: string;
    readonly note: string | null;
  }[];
  readonly told_on: LocalDate | null;
  readonly silence: TermOfDays | null;
  readonly originals: { readonly sentWithin: TermOfDays; readonly returnedWithin: TermOfDays } | null;
  readonly calendar: TermOfDays['calendar'] | null;
  readonly today: LocalDate;
  readonly originals_sent_on: LocalDate | null;
  readonly pay_until: LocalDate | null;
  readonly invoice_state: 'issued' | 'paid' | 'expired' | 'cancelled' | null;
  readonly paid_at: Date | null;
  readonly paid_on: LocalDate | null;
}

/** The stages of a document, the one it has reached, and what is asked now. Money and time decide about an invoice. */
export function courseView(row: CourseRow): Pick<DocumentDto, 'status' | 'statusHistory' | 'due'> {
  const stages = row.history.map(({ status }) => status);
  const statusHistory: DocumentDto['statusHistory'] = row.history.map((each) => ({
    ...each,
    at: new Date(each.at).toISOString(),
  }));
  const by = { calendar: row.calendar ?? undefined };
  const due = documentDuties({
    kind: row.kind,
    stages,
    issuedOn: row.issued_on,
    toldOn: row.told_on,
    silence: row.silence && counted(by, row.silence),
    originals: row.originals && {
      sentWithin: counted(by, row.originals.sentWithin),
      returnedWithin: counted(by, row.originals.returnedWithin),
    },
    originalsSentOn: row.originals_sent_on,
    acceptedOn: row.history.find(({ status }) => status === 'accepted')?.on ?? null,
    today: row.today,
    payUntil: row.invoice_state === 'issued' ? row.pay_until : null,
  });
  if (row.invoice_state === 'paid' && row.paid_at && row.paid_on)
    statusHistory.push({ status: 'paid', on: row.paid_on, at: row.paid_at.toISOString(), note: null });
  if (row.invoice_state === 'expired' && row.pay_until) {
    const on = addDays(row.pay_until, 1);
    statusHistory.push({ status: 'expired', on, at: new Date(`${on}T00:00:00Z`).toISOString(), note: null });
  }
  const decided = row.invoice_state !== null && row.invoice_state !== 'issued' ? row.invoice_state : null;
  return { status: decided ?? stageReached(stages), statusHistory, due };
}

/** The status of document `d` by the same rule, for registers: strongest stage first. */
export const STRONGEST_STAGE = `(select t.status from document_status t
  where t.account_id = d.account_id and t.document_id = d.id
  order by array_position(array['cancelled', 'signed', 'disputed', 'accepted', 'delivered', 'sent', 'issued'], t.status)
  limit 1)`;
