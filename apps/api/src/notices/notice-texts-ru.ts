import { sentence } from '@rocket/kernel';
import { cardRefusal } from './card-refusals';
import {
  clock,
  countedDays,
  day,
  lastDay,
  money,
  monthIn,
  offset,
  per,
  product,
  wordsIn,
  type Facts,
  type NoticeText,
  type NoticeWords,
} from './notice-writing';
import { paperIn, paperName, paperTitle, signWithin } from './paper-words';

/** What a paper is about and what is asked of its reader. */
function paperText(f: Facts): string {
  const sum = money(f['amount']);
  switch (paperIn(f)) {
    case 'advance_invoice':
      return `Аванс ${sum} получен, документ — в кабинете. Подписывать его не нужно.`;
    case 'certificate':
    case 'other':
      return `Документ на ${sum} — в кабинете.`;
    case 'correction':
      return `Стоимость услуг стала меньше на ${sum}, документ — в кабинете. Подпишите и пришлите скан.`;
    default:
      return `Услуги оказаны в полном объёме, документ на ${sum} — в кабинете. Подпишите и пришлите скан${signWithin(f, 'ru')}.`;
  }
}

/** Of a suspension by staff; what else they wrote down is for themselves. */
const HELD_BECAUSE: Readonly<Record<string, string>> = {
  security: ': есть угроза безопасности',
  illegal_use: ': похоже на незаконное использование',
  destructive_acts: ': действия в аккаунте вредят работе сервиса',
  confidentiality: ': нарушена конфиденциальность',
  payment_disputed: ': платёж картой отменён или оспорен',
  abuse: ': похоже на злоупотребление',
};

/** Every kind of notice in Russian. */
export const RU: NoticeWords = {
  welcome: (f) => ({
    tone: 'good',
    title: 'Rocket подключён',
    text: `Подключайте продукты: пробный период — ${countedDays(f['trialDays'])}.`,
  }),
  topped_up: (f) => ({
    tone: 'good',
    title: `Баланс пополнен на ${money(f['amount'])}`,
    text: `На балансе ${money(f['balance'])}.${f['bonus'] ? ` Начислен бонус ${money(f['bonus'])}.` : ''}`,
  }),
  charged: (f) => ({
    tone: 'info',
    title: `Списано ${money(f['amount'])}`,
    text: ((f['charges'] as Facts[] | undefined) ?? [])
      .map((each) => `${product(each)} — ${money(each['amount'])}, до ${day(lastDay(each['periodEnd']))}`)
      .join('; '),
  }),
  suspended: (f) => ({
    tone: 'danger',
    title: `${product(f)} приостановлен`,
    text: `Для продления нужно ${money(f['required'])}, доступно ${money(f['available'])}. Пополните баланс — продукт включится сам.`,
  }),
  resumed: (f) => ({
    tone: 'good',
    title: `${product(f)} снова работает`,
    text: `Оплачен до ${day(lastDay(f['paidTo']))}.`,
  }),
  ended: (f) => ({
    tone: 'info',
    title: `${product(f)} отключён`,
    text: `Подключение закончилось ${day(f['on'])}${
      f['reason'] === 'price_refused'
        ? ': вы отказались от новой цены'
        : f['reason'] === 'technical_account'
          ? ': технический аккаунт amoCRM не оплачивается'
          : f['reason'] === 'transferred'
            ? ': передано другому аккаунту'
            : ''
    }.`,
  }),
  trial_started: (f) => ({
    tone: 'good',
    title: `Пробный период: ${product(f)}`,
    text: `Бесплатно до ${day(f['endsOn'] ?? f['endsAt'])}.`,
  }),
  trial_ending: (f) => ({
    tone: 'warning',
    title: `Пробный период ${product(f)} заканчивается`,
    text: `Последний бесплатный день — ${day(f['endsOn'])}. Дальше ${money(f['cost'])} за период.`,
  }),
  balance_low: (f) => ({
    tone: 'warning',
    title: 'Баланс на исходе',
    text: `На балансе ${money(f['balance'])}. Средств хватит до ${day(f['emptyOn'])}.${f['advised'] ? ` Советуем пополнить на ${money(f['advised'])}.` : ''}`,
  }),
  balance_below: (f) => ({
    tone: 'warning',
    title: 'Баланс ниже порога',
    text: `На балансе ${money(f['balance'])}.${f['emptyOn'] ? ` Средств хватит до ${day(f['emptyOn'])}.` : ''}`,
  }),
  usage_threshold: (f) => {
    const reached = Math.max(...(f['thresholds'] as number[]));
    const isSpent = reached >= 100;
    const beyond = {
      refuse: 'Сверх лимита продукт откажет.',
      drop: 'Сверх лимита не учитывается и не работает.',
    };
    return {
      tone: isSpent ? 'danger' : 'warning',
      title: `${product(f)}: ${isSpent ? 'лимит исчерпан' : `использовано ${reached}% лимита`}`,
      text: `${String(f['unitName'] ?? f['unit'])}: ${String(f['used'])} из ${String(f['limit'])}. ${beyond[f['over'] as 'refuse'] ?? ''}`.trim(),
    };
  },
  price_change: (f) => ({
    tone: 'warning',
    title: `Новая цена: ${product(f)}`,
    text: `С ${day(f['effectiveOn'])}: ${newCost(f)}. Действует со следующего оплаченного периода. Если не согласны, от новой цены можно отказаться.`,
  }),
  cession_offered: (f) => ({
    tone: 'warning',
    title: 'Аккаунт уступают',
    text: `Владелец предложил передать аккаунт: ${String(f['newOwner'])}. До принятия ничего не меняется, предложение можно отозвать.`,
  }),
  account_ceded: (f) => ({
    tone: 'warning',
    title: 'У аккаунта новый владелец',
    text: `Аккаунт принял: ${String(f['newOwner'])}, ${String(f['party'])}. Документы составляются на новую сторону договора, деньги и история остались в аккаунте.`,
  }),
  autopayment_ahead: (f) => ({
    tone: 'info',
    title: `Автоплатёж ${day(f['on'])}: ${money(f['amount'])}`,
    text: `С карты •• ${String(f['lastFour'])} спишем стоимость следующего периода ${product(f)}: ${day(f['periodStart'])} — ${day(lastDay(f['periodEnd']))}. Отключить автоплатёж можно до списания.`,
  }),
  autopayment_paid: (f) => ({
    tone: 'good',
    title: `Автоплатёж прошёл: ${money(f['amount'])}`,
    text: `С карты •• ${String(f['lastFour'])} оплачен период ${product(f)}: ${day(f['periodStart'])} — ${day(lastDay(f['periodEnd']))}. Чек отправлен на почту.`,
  }),
  autopayment_refused: (f) => ({
    tone: 'danger',
    title: `Автоплатёж не прошёл: ${money(f['amount'])}`,
    text: `${cardRefusal(f['reason'])} Карта •• ${String(f['lastFour'])}, ${product(f)}. Оплатите счёт до ${day(f['periodStart'])} сами: повторно мы не спишем.${f['isGone'] ? ' Автоплатёж отключён.' : ''}`,
  }),
  document_issued: (f) => ({
    tone: 'info',
    title: `Готов ${paperName(f, 'ru')} № ${String(f['number'])}`,
    text: paperText(f),
  }),
  document_accepted: (f) => ({
    tone: 'info',
    title: `${paperTitle(f, 'ru')} № ${String(f['number'])} принят`,
    text: `Возражений не поступило: документ считается принятым с ${day(f['on'])}.`,
  }),
  document_annulled: (f) => ({
    tone: 'warning',
    title: `Аннулирован документ: ${paperTitle(f, 'ru')} № ${String(f['number'])}`,
    text: `Зачисление отменено${f['reason'] ? `: ${String(f['reason'])}` : ''}. С ${day(f['on'])} документ не действует: не учитывайте его, подписывать его не нужно.`,
  }),
  bonus_granted: (f) => ({
    tone: 'good',
    title: `Начислен бонус ${money(f['amount'])}`,
    text: `${sentence(f['reason'])}${f['expiresOn'] ? ` Действует по ${day(f['expiresOn'])}.` : ''}`.trim(),
  }),
  bonus_revoked: (f) => ({
    tone: 'info',
    title: `Отозван бонус ${money(f['amount'])}`,
    text: sentence(f['reason']),
  }),
  bonus_expired: (f) => ({
    tone: 'info',
    title: `Сгорел бонус ${money(f['amount'])}`,
    text: 'Закончился срок его действия.',
  }),
  profile_required: () => ({
    tone: 'warning',
    title: 'Заполните реквизиты',
    text: 'Деньги зачислены, но закрывающий документ ждёт реквизитов плательщика.',
  }),
  access_granted: (f) => ({
    tone: 'good',
    title: `${product(f)} — бесплатно`,
    text: f['promotion']
      ? `По акции «${f['promotion']}» — без оплаты с ${day(f['from'])} по ${day(f['untilOn'])}${f['quantity'] ? `, количество: ${f['quantity']}` : ''}.`
      : `С ${day(f['from'])} по ${day(f['untilOn'])} — без оплаты.`,
  }),
  access_revoked: (f) => ({
    tone: 'warning',
    title: `Бесплатный доступ к ${product(f)} отозван`,
    text: f['lastDay'] ? `Последний бесплатный день — ${day(f['lastDay'])}.` : 'Бесплатный срок не начнётся.',
  }),
  offer_version: (f) => ({
    tone: 'info',
    title: 'Новая версия оферты',
    text: `${String(f['title'] ?? '')}: действует с ${day(f['effectiveFrom'])}. Продолжая пользоваться продуктами, вы принимаете её.`,
  }),
  refund_rejected: (f) => ({
    tone: 'warning',
    title: `Возврат ${money(f['amount'])} отклонён`,
    text: `${sentence(f['reason'])} Деньги остались на балансе.`.trim(),
  }),
  freeze_warning: (f) => ({
    tone: 'danger',
    title: 'Аккаунт будет заморожен',
    text: `Последний день для оплаты — ${day(lastDay(f['on']))}.`,
  }),
  frozen: () => ({
    tone: 'danger',
    title: 'Аккаунт заморожен',
    text: 'Пополните баланс, чтобы вернуть доступ.',
  }),
  erasure_warning: (f) => ({
    tone: 'danger',
    title: 'Данные будут удалены',
    text: `Дата удаления — ${day(f['on'])}.${f['idle'] ? ' Чтобы вернуть аккаунт, напишите в поддержку до этого дня.' : ''}${f['licenceEnd'] ? ` Лицензия закончилась ${day(lastDay(f['licenceEnd']))}: оплатите новый период до этого дня или скопируйте данные.` : ''}`,
  }),
  idle_warning: (f) => ({
    tone: 'warning',
    title: 'Аккаунтом давно не пользуются',
    text: `Последний раз им пользовались ${day(f['activeOn'])}. Если ничего не изменится, ${day(f['on'])} аккаунт будет заблокирован. Чтобы этого не случилось, войдите в кабинет или воспользуйтесь продуктом.`,
  }),
  idle_blocked: (f) => ({
    tone: 'danger',
    title: 'Аккаунт заблокирован: им давно не пользовались',
    text: `Последний раз им пользовались ${day(f['activeOn'])}. Чтобы вернуть доступ, напишите в поддержку.${f['eraseOn'] ? ` Без обращения данные будут удалены ${day(f['eraseOn'])}.` : ''}${f['hasMoney'] ? ' Деньги на балансе сохраняются: пока они не возвращены, ничего не удаляется.' : ''}`,
  }),
  account_held: (f) => ({
    tone: 'danger',
    title: 'Работа аккаунта приостановлена',
    text: `Приостановили мы${HELD_BECAUSE[String(f['ground'])] ?? ''}. Оплата этого не меняет: напишите в поддержку. Оплаченные периоды идут, новые списания не начинаются.`,
  }),
  hold_lifted: () => ({
    tone: 'good',
    title: 'Аккаунт снова работает',
    text: 'Приостановка снята. Продукты, на которые хватает баланса, подключены снова.',
  }),
  terminated: (f) => ({
    tone: 'info',
    title: 'Договор расторгнут',
    text: `Дата расторжения — ${day(f['on'])}.`,
  }),
  connection_lost: () => ({
    tone: 'warning',
    title: 'Нет связи с amoCRM',
    text: 'Доступ к вашему аккаунту amoCRM больше не действует. Продукты работают и продлеваются как прежде; нажмите «Подключить заново», чтобы связь вернулась.',
  }),
  connection_removed: (f) => ({
    tone: 'warning',
    title: 'Rocket отключён в amoCRM',
    text: `Новых списаний не будет${
      (f['productCodes'] as string[] | undefined)?.length
        ? ': автопродление выключено, оплаченное работает до конца своего периода'
        : ''
    }. Баланс, документы и настройки сохранены. Чтобы вернуться, подключите Rocket снова и включите автопродление.`,
  }),
  seats_changed: (f) => ({
    tone: 'warning',
    title: `${product(f)}: пользователей станет ${String(f['quantity'])}`,
    text: `${f['effectiveOn'] ? `С ${day(f['effectiveOn'])}` : 'Со следующего периода'} продукт считается за ${String(f['quantity'])} вместо ${String(f['before'])}: ${money(f['cost'])} за период вместо ${money(f['costBefore'])}. Так изменилось число пользователей amoCRM. Следование можно выключить в кабинете до этого дня.`,
  }),
  news: (f) => said(f, 'info', 'Новость'),
  maintenance: (f) => said(f, 'warning', 'Технические работы'),
  promotion: (f) => said(f, 'good', 'Акция'),
  seller_requisites: (f) => said(f, 'warning', 'Новые реквизиты продавца'),
  product_withdrawn: (f) => said(f, 'warning', 'Продукт выводится'),
  terms_change: (f) => said(f, 'warning', 'Меняются условия'),
  price_change_reminder: (f) => ({
    tone: 'warning',
    title: `Скоро новая цена: ${product(f)}`,
    text: `С ${day(f['effectiveOn'])}: ${newCost(f)}. Если не согласны, от новой цены ещё можно отказаться.`,
  }),
  invoice_superseded: (f) => ({
    tone: 'warning',
    title: `Счёт № ${String(f['number'])} заменён счётом № ${String(f['newNumber'])}`,
    text: `Он оплачен позже срока, в течение которого держится цена, а прайс-лист изменился: заказ стоит ${money(f['newAmount'])} вместо ${money(f['amount'])}. Деньги на балансе; доплатите ${money(f['difference'])} по новому счёту.`,
  }),
  transfer_offered: (f) => ({
    tone: 'good',
    title: `Вам передают ${product(f)}`,
    text: `Передаёт ${String(f['from'])}, количество: ${String(f['quantity'])}, оплачено до ${day(f['paidUntil'])}. Примите или отклоните передачу на странице продуктов.${f['comment'] ? ` ${sentence(f['comment'])}` : ''}`,
  }),
  transfer_decided: (f) => ({
    tone: f['decision'] === 'accepted' ? 'good' : 'info',
    title:
      f['decision'] === 'accepted'
        ? `${product(f)} передан`
        : f['decision'] === 'declined'
          ? `${product(f)}: передача отклонена`
          : `${product(f)}: передача отозвана`,
    text:
      f['decision'] === 'withdrawn'
        ? `Предложение отозвал ${String(f['from'])}.`
        : f['decision'] === 'declined'
          ? `Передачу отклонил ${String(f['to'])}. Подключение осталось у вас.`
          : `Теперь им пользуется ${String(f['to'])}, с оставшимся оплаченным сроком.`,
  }),
  order_waits: (f) => ({
    tone: 'warning',
    title: `Заказ по счёту № ${String(f['number'])} ещё не выполнен`,
    text: `${sentence(f['because'])} Деньги зачислены на баланс.`,
  }),
  service_rendered: (f) => ({
    tone: 'good',
    title: `Услуга оказана: ${String(f['unitName'])}`,
    text: `Она списана с пакета ${pack(f)}.`,
  }),
  appointment_changed: (f) => ({
    tone: f['what'] === 'late' || f['what'] === 'missed' || f['what'] === 'cancelled' ? 'warning' : 'info',
    title: `${CHANGED[f['what'] as keyof typeof CHANGED]}: ${String(f['unitName'])}`,
    text: `${f['at'] ? `Время записи — ${clock(f['at'], f['timeZone'], 'ru')}. ` : ''}${AFTER[f['what'] as keyof typeof AFTER](pack(f))}`,
  }),
  certificate_passed: (f) => ({
    tone: 'warning',
    title: `Сертификат № ${String(f['number'])} передан`,
    text: `Новый владелец — ${String(f['to'])}. Услугами сертификата теперь пользуется он.`,
  }),
  support_taken: (f) => ({
    tone: 'good',
    title: `Обращение № ${String(f['number'])} принято`,
    text: f['dueAt']
      ? `Ответим не позднее ${clock(f['dueAt'], f['timeZone'], 'ru')} (${offset(f['dueAt'], f['timeZone'])}).`
      : f['calendarMissing']
        ? `Срок ответа назвать пока нельзя: рабочие дни ${String(f['calendarMissing'])} года ещё не объявлены.`
        : 'Мы ответим здесь, в личном кабинете и письмом.',
  }),
  support_answered: (f) => ({
    tone: 'info',
    title: `Ответ на обращение № ${String(f['number'])}`,
    text: String(f['text'] ?? ''),
  }),
  support_closed: (f) => ({
    tone: 'good',
    title: `Обращение № ${String(f['number'])} закрыто`,
    text: [f['text'], 'Если вопрос остался, напишите в этом же обращении: оно откроется снова.']
      .filter(Boolean)
      .join('\n\n'),
  }),
  partner_rewarded: (f) => ({
    tone: 'good',
    title: `Партнёрское вознаграждение за ${monthIn(f['month'], 'ru')}`,
    text: [
      f['earned'] && `Начислено ${money(f['earned'])}.`,
      f['takenBack'] && `Удержано ${money(f['takenBack'])}: деньги вернулись клиентам.`,
    ]
      .filter(Boolean)
      .join(' '),
  }),
};

/** A package by its own name where it has one. */
const pack = (f: Facts): string => (f['package'] ? `${product(f)} (${String(f['package'])})` : product(f));

const CHANGED = {
  scheduled: 'Вас записали',
  moved: 'Запись перенесена',
  cancelled: 'Запись отменена',
  late: 'Запись отменена поздно',
  missed: 'Запись пропущена',
} as const;
const AFTER = {
  scheduled: (of: string) => `Услуга пакета ${of}.`,
  moved: (of: string) => `Услуга пакета ${of}.`,
  cancelled: (of: string) => `Услуга вернулась в пакет ${of}.`,
  late: (of: string) => `Услуга считается оказанной и списана с пакета ${of}.`,
  missed: (of: string) => `Услуга считается оказанной и списана с пакета ${of}.`,
} as const;

/** The new cost beside the present one; an old notice may not know it. */
const newCost = (f: Facts): string =>
  `${money(f['newCost'])} ${per(f['period'])} вместо ${f['oldCost'] ? money(f['oldCost']) : 'прежней цены'}`;

/** What a person wrote for everybody; each notice holds the words its account was told. */
const said = (facts: Facts, tone: NoticeText['tone'], title: string): NoticeText => ({
  tone,
  ...wordsIn(facts, 'ru', title),
});
