import type { DocumentDto, Language, NoticeKind } from '@rocket/contracts';
import { shortDate } from '@rocket/documents';
import type { LocalDate } from '@rocket/kernel';
import { documentKindInEnglish, documentKindWords } from '../accounting/document-words';
import { dayInEnglish } from '../notices/notice-writing';
import { linkOf } from '../notices/notice-details';
import { textOf } from '../notices/notice-texts';
import type { Letter, MailedNotice } from './mail.store';

/** What is written about by e-mail. The rest is for whoever looks into the widget or the panel. */
export const MAILED_KINDS = [
  'welcome',
  'topped_up',
  'suspended',
  'resumed',
  'trial_ending',
  'balance_low',
  'balance_below',
  'usage_threshold',
  'price_change',
  'document_issued',
  'document_accepted',
  'document_annulled',
  'profile_required',
  'freeze_warning',
  'frozen',
  'erasure_warning',
  'idle_warning',
  'idle_blocked',
  'account_held',
  'hold_lifted',
  'terminated',
  'news',
  'promotion',
  'connection_lost',
  'connection_removed',
  'seats_changed',
  'maintenance',
  'seller_requisites',
  'product_withdrawn',
  'terms_change',
  'price_change_reminder',
  'autopayment_ahead',
  'autopayment_paid',
  'autopayment_refused',
  'cession_offered',
  'account_ceded',
  'invoice_superseded',
  'order_waits',
  'transfer_offered',
  'transfer_decided',
  'service_rendered',
  'appointment_changed',
  'certificate_passed',
  'support_taken',
  'support_answered',
  'support_closed',
  'partner_rewarded',
] as const satisfies readonly NoticeKind[];

interface MailedAccount {
  readonly name: string;
  readonly subdomain: string;
  readonly panelUrl: string;
}

interface LetterWords {
  readonly more: (title: string, others: number) => string;
  readonly panel: string;
  readonly openPanel: string;
  readonly foot: (subdomain: string, name: string) => string;
  readonly technical: string;
  readonly unsubscribe: string;
  readonly attached: string;
  /** With documents, more than one when `several`. */
  readonly enclosed: (several: boolean) => string;
  /** What a page of the panel is opened for, by its path; the empty path is the page of somebody's news. */
  readonly act: Readonly<Record<string, string>>;
}

const WORDS: Readonly<Record<Language, LetterWords>> = {
  ru: {
    more: (title, others) => `${title} и ещё ${others}: Rocket`,
    panel: 'Личный кабинет',
    openPanel: 'Открыть личный кабинет',
    foot: (subdomain, name) => `Это письмо о продуктах Rocket в аккаунте ${subdomain}.amocrm.ru (${name}).`,
    technical: 'Технические уведомления приходят всем клиентам.',
    unsubscribe: 'Отписаться от таких писем',
    attached: 'Документ — во вложении. Он же и его состояние — в личном кабинете.',
    enclosed: (several) => (several ? 'Документы — во вложении.' : 'Документ — во вложении.'),
    act: {
      '/top-up': 'Пополнить баланс',
      '/packages': 'Открыть пакеты',
      '/support': 'Открыть обращение',
      '/products': 'Открыть продукты',
      '/documents': 'Открыть документы',
      '/history': 'Открыть историю баланса',
      '/requisites': 'Заполнить реквизиты',
      '': 'Подробнее',
    },
  },
  en: {
    more: (title, others) => `${title} and ${others} more: Rocket`,
    panel: 'Control panel',
    openPanel: 'Open the control panel',
    foot: (subdomain, name) =>
      `This letter is about Rocket products in the account ${subdomain}.amocrm.ru (${name}).`,
    technical: 'Technical notices are sent to every customer.',
    unsubscribe: 'Unsubscribe from letters like this',
    attached: 'The document is attached. It and its state are in the control panel too.',
    enclosed: (several) => (several ? 'The documents are attached.' : 'The document is attached.'),
    act: {
      '/top-up': 'Top up the balance',
      '/packages': 'Open the packages',
      '/support': 'Open the request',
      '/products': 'Open the products',
      '/documents': 'Open the documents',
      '/history': 'Open the balance history',
      '/requisites': 'Fill in the details',
      '': 'Read more',
    },
  },
};

/** The letter by which somebody sends a document (rule 19), in the language of its readers; the paper itself is Russian. */
export function composeDocumentMail(
  document: {
    readonly id: string;
    readonly kind: DocumentDto['kind'];
    readonly number: string;
    readonly issuedOn: LocalDate;
  },
  account: MailedAccount,
  language: Language,
): Letter {
  const { kind, number, issuedOn } = document;
  const title =
    language === 'ru'
      ? `${documentKindWords(kind)} № ${number} от ${shortDate(issuedOn)}`
      : `${documentKindInEnglish(kind)} No. ${number} of ${dayInEnglish(issuedOn)}`;
  const words = WORDS[language];
  const text = words.attached;
  const foot = `${words.foot(account.subdomain, account.name)} ${words.technical}`;
  return {
    subject: oneLine(`${title}: Rocket`),
    text: [title, text, '', `${words.panel}: ${account.panelUrl}`, '', foot].join('\n'),
    html: page(
      [`<h2 style="${H2}">${escaped(title)}</h2><p style="${P}">${escaped(text)}</p>`],
      { label: words.openPanel, url: account.panelUrl },
      foot,
      language,
    ),
    documents: [document.id],
  };
}

/**
 * One letter about everything that happened at once, in a language, as text and as HTML. Facts are only ever text: nothing that
 * somebody wrote becomes markup, and a subject is one line.
 */
export function composeMail(
  notices: readonly MailedNotice[],
  account: MailedAccount,
  language: Language,
  unsubscribeUrl: string | null = null,
): Letter {
  const words = WORDS[language];
  const parts = notices.map(({ kind, facts }) => textOf(kind, facts, language));
  const subject = parts.length === 1 ? parts[0]!.title : words.more(parts[0]!.title, parts.length - 1);
  const about = words.foot(account.subdomain, account.name);
  const foot = unsubscribeUrl === null ? `${about} ${words.technical}` : about;
  const documents = notices.flatMap(({ kind, facts }) =>
    kind === 'document_issued' && typeof facts['documentId'] === 'string' ? [facts['documentId']] : [],
  );
  const enclosed = documents.length > 0 ? words.enclosed(documents.length > 1) : null;
  const act = actOf(notices, account.panelUrl, words);
  return {
    subject: oneLine(subject),
    text: [
      ...parts.flatMap(({ title, text }) => [title, ...(text ? [text] : []), '']),
      ...(enclosed ? [enclosed, ''] : []),
      ...(act ? [`${act.label}: ${act.url}`] : []),
      `${words.panel}: ${account.panelUrl}`,
      '',
      foot,
      ...(unsubscribeUrl === null ? [] : [`${words.unsubscribe}: ${unsubscribeUrl}`]),
    ].join('\n'),
    html: page(
      [
        ...parts.map(
          ({ title, text }) =>
            `<h2 style="${H2}">${escaped(title)}</h2><p style="${P}">${paragraphs(text)}</p>`,
        ),
        ...(enclosed ? [`<p style="${P}">${escaped(enclosed)}</p>`] : []),
      ],
      act ?? { label: words.openPanel, url: account.panelUrl },
      foot,
      language,
      unsubscribeUrl,
    ),
    documents,
  };
}

interface Act {
  readonly label: string;
  readonly url: string;
}

/** Where its reader acts on a letter about one thing; about several, or where there is no such place, null. */
function actOf(notices: readonly MailedNotice[], panelUrl: string, words: LetterWords): Act | null {
  const [first, ...others] = notices;
  const link = first && others.length === 0 ? linkOf(first.kind, first.facts) : null;
  if (link === null) return null;
  return {
    label: words.act[/^\/[^/?]*/.exec(link)?.[0] ?? ''] ?? words.act['']!,
    url: link.startsWith('/') ? new URL(link, panelUrl).href : link,
  };
}

const FONT = 'font-family:Arial,sans-serif;color:#1c2430';
const BRAND = 'margin:0 0 20px;font:bold 15px Arial,sans-serif;color:#2456d6';
const H2 = `margin:0 0 6px;font-size:18px;line-height:1.3;${FONT}`;
const P = `margin:0 0 22px;font-size:15px;line-height:1.5;${FONT}`;
const BUTTON =
  'display:inline-block;padding:10px 18px;border-radius:6px;background:#2456d6;color:#ffffff;font:bold 15px Arial,sans-serif;text-decoration:none';

const page = (
  parts: readonly string[],
  act: Act,
  foot: string,
  language: Language,
  unsubscribeUrl: string | null = null,
): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"></head>` +
  `<body style="margin:0;background:#f2f4f8"><div style="max-width:560px;margin:0 auto;padding:28px 24px;background:#ffffff">` +
  `<p style="${BRAND}">Rocket</p>${parts.join('')}` +
  `<p style="${P}"><a href="${escaped(act.url)}" style="${BUTTON}">${escaped(act.label)}</a></p>` +
  `<p style="margin:0;font:13px/1.5 Arial,sans-serif;color:#5b6573">${escaped(foot)}${
    unsubscribeUrl === null
      ? ''
      : ` <a href="${escaped(unsubscribeUrl)}" style="color:#5b6573">${WORDS[language].unsubscribe}</a>.`
  }</p></div></body></html>`;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
export const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign]!);

/** What somebody wrote in lines stays in lines. */
const paragraphs = (text: string): string => escaped(text).replace(/\r?\n/g, '<br>');

/** A line break in a subject would begin a header of somebody else's making. */
const oneLine = (text: string): string => text.replace(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 200);
