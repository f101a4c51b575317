import { sentence } from '@rocket/kernel';
import { cardRefusalInEnglish } from './card-refusals';
import {
  clock,
  countedDaysInEnglish as countedDays,
  dayInEnglish as day,
  lastDay,
  moneyInEnglish as money,
  monthIn,
  offset,
  perInEnglish as per,
  productInEnglish as product,
  wordsIn,
  type Facts,
  type NoticeText,
  type NoticeWords,
} from './notice-writing';
import { paperIn, paperTitle, signWithin } from './paper-words';

/** What a paper is about and what is asked of its reader. */
function paperText(f: Facts): string {
  const sum = money(f['amount']);
  switch (paperIn(f)) {
    case 'advance_invoice':
      return `An advance of ${sum} has been received; the document is in the control panel. There is nothing to sign.`;
    case 'certificate':
    case 'other':
      return `The document for ${sum} is in the control panel.`;
    case 'correction':
      return `Services cost ${sum} less; the document is in the control panel. Please sign it and send a scan.`;
    default:
      return `Services have been rendered in full; the document for ${sum} is in the control panel. Please sign it and send a scan${signWithin(f, 'en')}.`;
  }
}

/** Of a suspension by staff; what else they wrote down is for themselves. */
const HELD_BECAUSE: Readonly<Record<string, string>> = {
  security: ': security is at risk',
  illegal_use: ': it looks like illegal use',
  destructive_acts: ': what is done in it harms the service',
  confidentiality: ': confidentiality was broken',
  payment_disputed: ': a card payment was cancelled or disputed',
  abuse: ': it looks like abuse',
};

/** Every kind of notice in English. */
export const EN: NoticeWords = {
  welcome: (f) => ({
    tone: 'good',
    title: 'Rocket is connected',
    text: `Connect products: the free trial lasts ${countedDays(f['trialDays'])}.`,
  }),
  topped_up: (f) => ({
    tone: 'good',
    title: `${money(f['amount'])} added to the balance`,
    text: `The balance is ${money(f['balance'])}.${f['bonus'] ? ` Bonus granted: ${money(f['bonus'])}.` : ''}`,
  }),
  charged: (f) => ({
    tone: 'info',
    title: `Charged ${money(f['amount'])}`,
    text: ((f['charges'] as Facts[] | undefined) ?? [])
      .map((each) => `${product(each)}: ${money(each['amount'])}, until ${day(lastDay(each['periodEnd']))}`)
      .join('; '),
  }),
  suspended: (f) => ({
    tone: 'danger',
    title: `${product(f)} is suspended`,
    text: `Renewal needs ${money(f['required'])}, ${money(f['available'])} is available. Top up the balance and the product resumes by itself.`,
  }),
  resumed: (f) => ({
    tone: 'good',
    title: `${product(f)} works again`,
    text: `Paid until ${day(lastDay(f['paidTo']))}.`,
  }),
  ended: (f) => ({
    tone: 'info',
    title: `${product(f)} is disconnected`,
    text: `The subscription ended on ${day(f['on'])}${
      f['reason'] === 'price_refused'
        ? ': you declined the new price'
        : f['reason'] === 'technical_account'
          ? ': a technical account of amoCRM is not billed'
          : f['reason'] === 'transferred'
            ? ': passed to another account'
            : ''
    }.`,
  }),
  trial_started: (f) => ({
    tone: 'good',
    title: `Trial started: ${product(f)}`,
    text: `Free until ${day(f['endsOn'] ?? f['endsAt'])}.`,
  }),
  trial_ending: (f) => ({
    tone: 'warning',
    title: `The trial of ${product(f)} is ending`,
    text: `The last free day is ${day(f['endsOn'])}. After that ${money(f['cost'])} per period.`,
  }),
  balance_low: (f) => ({
    tone: 'warning',
    title: 'The balance is running out',
    text: `The balance is ${money(f['balance'])}. It lasts until ${day(f['emptyOn'])}.${f['advised'] ? ` We advise a top-up of ${money(f['advised'])}.` : ''}`,
  }),
  balance_below: (f) => ({
    tone: 'warning',
    title: 'The balance is below your threshold',
    text: `The balance is ${money(f['balance'])}.${f['emptyOn'] ? ` It lasts until ${day(f['emptyOn'])}.` : ''}`,
  }),
  usage_threshold: (f) => {
    const reached = Math.max(...(f['thresholds'] as number[]));
    const isSpent = reached >= 100;
    const beyond = {
      refuse: 'Beyond the limit the product refuses.',
      drop: 'What is beyond the limit is not counted and does not work.',
    };
    return {
      tone: isSpent ? 'danger' : 'warning',
      title: `${product(f)}: ${isSpent ? 'the limit is used up' : `${reached}% of the limit is used`}`,
      text: `${String(f['unitEnglish'] ?? f['unitName'] ?? f['unit'])}: ${String(f['used'])} of ${String(f['limit'])}. ${beyond[f['over'] as 'refuse'] ?? ''}`.trim(),
    };
  },
  price_change: (f) => ({
    tone: 'warning',
    title: `New price: ${product(f)}`,
    text: `From ${day(f['effectiveOn'])}: ${newCost(f)}, beginning with the next paid period. If you do not agree, you may decline it.`,
  }),
  cession_offered: (f) => ({
    tone: 'warning',
    title: 'The account is being ceded',
    text: `The owner has offered the account to ${String(f['newOwner'])}. Nothing changes until it is accepted, and the offer may be taken back.`,
  }),
  account_ceded: (f) => ({
    tone: 'warning',
    title: 'The account has a new owner',
    text: `It was taken over by ${String(f['newOwner'])}, ${String(f['party'])}. Documents carry the new party; the money and the history stay with the account.`,
  }),
  autopayment_ahead: (f) => ({
    tone: 'info',
    title: `Automatic payment on ${day(f['on'])}: ${money(f['amount'])}`,
    text: `Card •• ${String(f['lastFour'])} will be charged for the next period of ${product(f)}: ${day(f['periodStart'])} to ${day(lastDay(f['periodEnd']))}. You can switch it off before that day.`,
  }),
  autopayment_paid: (f) => ({
    tone: 'good',
    title: `Automatic payment made: ${money(f['amount'])}`,
    text: `Card •• ${String(f['lastFour'])} has paid for ${product(f)}: ${day(f['periodStart'])} to ${day(lastDay(f['periodEnd']))}. The receipt was sent by e-mail.`,
  }),
  autopayment_refused: (f) => ({
    tone: 'danger',
    title: `Automatic payment refused: ${money(f['amount'])}`,
    text: `${cardRefusalInEnglish(f['reason'])} Card •• ${String(f['lastFour'])}, ${product(f)}. Please pay the invoice before ${day(f['periodStart'])}: the card is not charged again.${f['isGone'] ? ' Automatic payment is off.' : ''}`,
  }),
  document_issued: (f) => ({
    tone: 'info',
    title: `${paperTitle(f, 'en')} No. ${String(f['number'])} is ready`,
    text: paperText(f),
  }),
  document_accepted: (f) => ({
    tone: 'info',
    title: `${paperTitle(f, 'en')} No. ${String(f['number'])} is accepted`,
    text: `No objections were received: the document counts as accepted from ${day(f['on'])}.`,
  }),
  document_annulled: (f) => ({
    tone: 'warning',
    title: `${paperTitle(f, 'en')} No. ${String(f['number'])} is annulled`,
    text: `The payment it was drawn up for has been taken back. From ${day(f['on'])} it no longer stands: please leave it out of your books; there is nothing to sign.`,
  }),
  bonus_granted: (f) => ({
    tone: 'good',
    title: `Bonus granted: ${money(f['amount'])}`,
    text: `${sentence(f['reason'])}${f['expiresOn'] ? ` Valid until ${day(f['expiresOn'])}.` : ''}`.trim(),
  }),
  bonus_revoked: (f) => ({
    tone: 'info',
    title: `Bonus revoked: ${money(f['amount'])}`,
    text: sentence(f['reason']),
  }),
  bonus_expired: (f) => ({
    tone: 'info',
    title: `Bonus expired: ${money(f['amount'])}`,
    text: 'Its term is over.',
  }),
  profile_required: () => ({
    tone: 'warning',
    title: 'Fill in your company details',
    text: 'The money is on the balance, but the closing document waits for the details of the payer.',
  }),
  access_granted: (f) => ({
    tone: 'good',
    title: `${product(f)} is free of charge`,
    text: f['promotion']
      ? `By the promotion “${f['promotion']}” nothing to pay from ${day(f['from'])} to ${day(f['untilOn'])}${f['quantity'] ? `, quantity: ${f['quantity']}` : ''}.`
      : `Nothing to pay from ${day(f['from'])} to ${day(f['untilOn'])}.`,
  }),
  access_revoked: (f) => ({
    tone: 'warning',
    title: `Free access to ${product(f)} was withdrawn`,
    text: f['lastDay'] ? `The last free day is ${day(f['lastDay'])}.` : 'The free term will not begin.',
  }),
  offer_version: (f) => ({
    tone: 'info',
    title: 'New version of the offer',
    text: `${String(f['title'] ?? '')}: in force from ${day(f['effectiveFrom'])}. By going on using the products you accept it.`,
  }),
  refund_rejected: (f) => ({
    tone: 'warning',
    title: `Refund of ${money(f['amount'])} was rejected`,
    text: `${sentence(f['reason'])} The money stays on the balance.`.trim(),
  }),
  freeze_warning: (f) => ({
    tone: 'danger',
    title: 'The account is about to be frozen',
    text: `The last day to pay is ${day(lastDay(f['on']))}.`,
  }),
  frozen: () => ({
    tone: 'danger',
    title: 'The account is frozen',
    text: 'Top up the balance to get access back.',
  }),
  erasure_warning: (f) => ({
    tone: 'danger',
    title: 'Your data is going to be erased',
    text: `The day of erasure is ${day(f['on'])}.${f['idle'] ? ' To have the account back, write to support before that day.' : ''}${f['licenceEnd'] ? ` Your licence ended on ${day(lastDay(f['licenceEnd']))}: pay for a new period before that day, or copy your data.` : ''}`,
  }),
  idle_warning: (f) => ({
    tone: 'warning',
    title: 'Nobody has used the account for long',
    text: `It was last used on ${day(f['activeOn'])}. If nothing changes, it will be blocked on ${day(f['on'])}. To keep it, open the panel or use the product.`,
  }),
  idle_blocked: (f) => ({
    tone: 'danger',
    title: 'The account is blocked: nobody used it for long',
    text: `It was last used on ${day(f['activeOn'])}. To have it back, write to support.${f['eraseOn'] ? ` Otherwise the data will be erased on ${day(f['eraseOn'])}.` : ''}${f['hasMoney'] ? ' Money on the balance is kept: nothing is erased before it is returned.' : ''}`,
  }),
  account_held: (f) => ({
    tone: 'danger',
    title: 'The account is suspended',
    text: `We suspended it${HELD_BECAUSE[String(f['ground'])] ?? ''}. Paying does not change that: write to support. Paid periods run on, and nothing new is charged.`,
  }),
  hold_lifted: () => ({
    tone: 'good',
    title: 'The account works again',
    text: 'The suspension is lifted. Products the balance is enough for are connected again.',
  }),
  terminated: (f) => ({
    tone: 'info',
    title: 'The contract is terminated',
    text: `The day of termination is ${day(f['on'])}.`,
  }),
  connection_lost: () => ({
    tone: 'warning',
    title: 'No link to amoCRM',
    text: 'Our access to your amoCRM account is over. Products work and renew as before; press “Connect again” to bring the link back.',
  }),
  connection_removed: (f) => ({
    tone: 'warning',
    title: 'Rocket was removed from amoCRM',
    text: `Nothing more will be charged${
      (f['productCodes'] as string[] | undefined)?.length
        ? ': auto-renew is off, what is paid works to the end of its period'
        : ''
    }. The balance, documents and settings are kept. To come back, connect Rocket again and switch auto-renew on.`,
  }),
  seats_changed: (f) => ({
    tone: 'warning',
    title: `${product(f)}: ${String(f['quantity'])} users to come`,
    text: `${f['effectiveOn'] ? `From ${day(f['effectiveOn'])}` : 'From the next period'} the product counts ${String(f['quantity'])} instead of ${String(f['before'])}: ${money(f['cost'])} for a period instead of ${money(f['costBefore'])}. The number of users in amoCRM has changed. Following can be switched off in the panel before that day.`,
  }),
  news: (f) => said(f, 'info', 'News'),
  maintenance: (f) => said(f, 'warning', 'Maintenance'),
  promotion: (f) => said(f, 'good', 'Promotion'),
  seller_requisites: (f) => said(f, 'warning', 'New details of the seller'),
  product_withdrawn: (f) => said(f, 'warning', 'A product is being withdrawn'),
  terms_change: (f) => said(f, 'warning', 'Terms are changing'),
  price_change_reminder: (f) => ({
    tone: 'warning',
    title: `New price soon: ${product(f)}`,
    text: `From ${day(f['effectiveOn'])}: ${newCost(f)}. If you do not agree, you may still decline it.`,
  }),
  invoice_superseded: (f) => ({
    tone: 'warning',
    title: `Invoice No. ${String(f['number'])} is replaced by No. ${String(f['newNumber'])}`,
    text: `It was paid after its price was held, and the price list has changed: the order costs ${money(f['newAmount'])} instead of ${money(f['amount'])}. The money is on the balance; ${money(f['difference'])} more is asked for by the new invoice.`,
  }),
  transfer_offered: (f) => ({
    tone: 'good',
    title: `${product(f)} is offered to you`,
    text: `By ${String(f['from'])}, quantity: ${String(f['quantity'])}, paid until ${day(f['paidUntil'])}. Accept or decline it on the page of products.${f['comment'] ? ` ${sentence(f['comment'])}` : ''}`,
  }),
  transfer_decided: (f) => ({
    tone: f['decision'] === 'accepted' ? 'good' : 'info',
    title:
      f['decision'] === 'accepted'
        ? `${product(f)} has been passed on`
        : f['decision'] === 'declined'
          ? `${product(f)}: the transfer is declined`
          : `${product(f)}: the transfer is withdrawn`,
    text:
      f['decision'] === 'withdrawn'
        ? `${String(f['from'])} withdrew the offer.`
        : f['decision'] === 'declined'
          ? `${String(f['to'])} declined it. The subscription stays yours.`
          : `${String(f['to'])} uses it now, for the days that are paid.`,
  }),
  order_waits: (f) => ({
    tone: 'warning',
    title: `The order of invoice No. ${String(f['number'])} is not carried out yet`,
    text: 'What it names could not be bought: the money is on the balance, and the invoice says what is in the way.',
  }),
  service_rendered: (f) => ({
    tone: 'good',
    title: `Service rendered: ${unit(f)}`,
    text: `It has been written off the package ${pack(f)}.`,
  }),
  appointment_changed: (f) => ({
    tone: f['what'] === 'late' || f['what'] === 'missed' || f['what'] === 'cancelled' ? 'warning' : 'info',
    title: `${CHANGED[f['what'] as keyof typeof CHANGED]}: ${unit(f)}`,
    text: `${f['at'] ? `Time of the appointment: ${clock(f['at'], f['timeZone'], 'en-GB')}. ` : ''}${AFTER[f['what'] as keyof typeof AFTER](pack(f))}`,
  }),
  certificate_passed: (f) => ({
    tone: 'warning',
    title: `Certificate No. ${String(f['number'])} passed on`,
    text: `Its new holder is ${String(f['to'])}, who uses its services from now on.`,
  }),
  support_taken: (f) => ({
    tone: 'good',
    title: `Request No. ${String(f['number'])} is taken`,
    text: f['dueAt']
      ? `We will answer by ${clock(f['dueAt'], f['timeZone'], 'en-GB')} (${offset(f['dueAt'], f['timeZone'])}).`
      : f['calendarMissing']
        ? `We cannot say yet by when we will answer: the working days of ${String(f['calendarMissing'])} are not announced.`
        : 'We will answer here, in the control panel, and by e-mail.',
  }),
  support_answered: (f) => ({
    tone: 'info',
    title: `Answer to request No. ${String(f['number'])}`,
    text: String(f['text'] ?? ''),
  }),
  support_closed: (f) => ({
    tone: 'good',
    title: `Request No. ${String(f['number'])} is closed`,
    text: [f['text'], 'If something is still open, write in the same request: it opens again.']
      .filter(Boolean)
      .join('\n\n'),
  }),
  partner_rewarded: (f) => ({
    tone: 'good',
    title: `Partner reward for ${monthIn(f['month'], 'en')}`,
    text: [
      f['earned'] && `Earned: ${money(f['earned'])}.`,
      f['takenBack'] && `Taken back: ${money(f['takenBack'])}, because customers were given money back.`,
    ]
      .filter(Boolean)
      .join(' '),
  }),
};

const unit = (f: Facts): string => String(f['unitEnglish'] ?? f['unitName']);
/** A package by its own name where it has one. */
const pack = (f: Facts): string => (f['package'] ? `${product(f)} (${String(f['package'])})` : product(f));

const CHANGED = {
  scheduled: 'You have an appointment',
  moved: 'Appointment moved',
  cancelled: 'Appointment cancelled',
  late: 'Appointment cancelled too late',
  missed: 'Appointment missed',
} as const;
const AFTER = {
  scheduled: (of: string) => `A service of the package ${of}.`,
  moved: (of: string) => `A service of the package ${of}.`,
  cancelled: (of: string) => `The service is back in the package ${of}.`,
  late: (of: string) => `The service counts as rendered and is written off the package ${of}.`,
  missed: (of: string) => `The service counts as rendered and is written off the package ${of}.`,
} as const;

/** The new cost beside the present one; an old notice may not know it. */
const newCost = (f: Facts): string =>
  `${money(f['newCost'])} ${per(f['period'])} instead of ${f['oldCost'] ? money(f['oldCost']) : 'the present price'}`;

/** What a person wrote for everybody; each notice holds the words its account was told. */
const said = (facts: Facts, tone: NoticeText['tone'], title: string): NoticeText => ({
  tone,
  ...wordsIn(facts, 'en', title),
});
