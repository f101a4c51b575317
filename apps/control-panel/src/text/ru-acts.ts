import { ruActTold } from '@rocket/act-words';
import { writeDate, writeUnitPrice } from '@rocket/ui';
type Facts = Readonly<Record<string, string | number | boolean | null>>;
const of = (facts: Facts, name: string): string => String(facts[name] ?? '');
const product = (facts: Facts): string => of(facts, 'productName') || of(facts, 'productCode');
const price = (facts: Facts): string =>
  writeUnitPrice('ru', { amount: of(facts, 'unitPrice'), currency: of(facts, 'currency') as 'RUB' });

/** What happened to an account, and who did what. */
export const ruActs = {
  ...ruActTold,
  tab: 'События',
  filter: 'Что показать',
  kinds: {
    money: 'Деньги',
    documents: 'Документы',
    notices: 'Уведомления',
    subscriptions: 'Подписки и договор',
    amocrm: 'amoCRM и люди',
    acts: 'Действия людей',
  },
  empty: 'С аккаунтом ещё ничего не случилось',
  emptyFilter: 'Таких событий нет',
  emptyFilterText: 'Уберите часть отборов, чтобы увидеть остальное.',
  open: 'Открыть',
  reason: (text: string): string => `Причина: ${text}`,
  system: 'Система',
  money: {
    refund_requested: 'Запрошен возврат денег',
    refund_rejected: 'В возврате денег отказано',
    approval_asked: 'Запрошено согласование бонуса',
    approval_approved: 'Бонус согласован',
    approval_rejected: 'Бонус не согласован',
  } as Readonly<Record<string, string>>,
  documents: {
    issued: 'выставлен',
    sent: 'отправлен',
    delivered: 'получен',
    signed: 'подписан',
    accepted: 'принят',
    disputed: 'оспорен',
    cancelled: 'аннулирован',
    paid: 'оплачен',
    expired: 'просрочен',
    handed_over: 'оригинал передан',
    signed_copy: 'загружена подписанная копия',
  } as Readonly<Record<string, string>>,
  channels: { edo: 'по ЭДО', post: 'на бумаге' } as Readonly<Record<string, string>>,
  notices: {
    made: (facts: Facts): string => `Уведомление: ${of(facts, 'title')}`,
    seen: (facts: Facts): string => `Прочитано: ${of(facts, 'title')}`,
    acknowledged: (facts: Facts): string => `Принято к сведению: ${of(facts, 'title')}`,
    letter_accepted: (facts: Facts): string =>
      `Письмо «${of(facts, 'title')}» ушло на ${of(facts, 'recipient')}`,
    letter_refused: (facts: Facts): string =>
      `Письмо «${of(facts, 'title')}» не принято для ${of(facts, 'recipient')}`,
    letter_bounced: (facts: Facts): string =>
      `Письмо «${of(facts, 'title')}» вернулось от ${of(facts, 'recipient')}`,
  } as Readonly<Record<string, (facts: Facts) => string>>,
  subscriptions: {
    connected: (facts) => `${product(facts)}: подключён`,
    ended: (facts) => `${product(facts)}: использование закончилось${because[of(facts, 'because')] ?? ''}`,
    suspended: (facts) => of(facts, 'title'),
    resumed: (facts) => of(facts, 'title'),
    frozen: (facts) => of(facts, 'title'),
    price_change: (facts) => of(facts, 'title'),
    seats_changed: (facts) => of(facts, 'title'),
    transfer_offered: (facts) => `${product(facts)}: предложена передача: ${of(facts, 'name')}`,
    transfer_asked: (facts) => `${product(facts)}: предлагает передать ${of(facts, 'name')}`,
    transfer_accepted: (facts) => `${product(facts)}: передано: ${of(facts, 'name')}`,
    transfer_accepted_here: (facts) => `${product(facts)}: получено: ${of(facts, 'name')}`,
    transfer_declined: (facts) => `${product(facts)}: передачу отклонил получатель, ${of(facts, 'name')}`,
    transfer_declined_here: (facts) => `${product(facts)}: передача отклонена: ${of(facts, 'name')}`,
    transfer_withdrawn: (facts) => `${product(facts)}: передача отозвана: ${of(facts, 'name')}`,
    transfer_withdrawn_here: (facts) => `${product(facts)}: предложение отозвал ${of(facts, 'name')}`,
    price_charged: (facts) =>
      `${product(facts)}: цена ${price(facts)} за единицу, с ${writeDate(of(facts, 'from'))}`,
    trial_extended: (facts) => `${product(facts)}: пробный период продлён, дней: ${of(facts, 'days')}`,
    access_granted: (facts) =>
      of(facts, 'promotion')
        ? `${product(facts)}: дан бесплатный доступ по акции «${of(facts, 'promotion')}»`
        : `${product(facts)}: дан бесплатный доступ, количество: ${of(facts, 'quantity')}`,
    access_revoked: (facts) => `${product(facts)}: бесплатный доступ отозван`,
    price_refused: (facts) => `${product(facts)}: клиент отказался от новой цены`,
    price_withdrawn: (facts) => `${product(facts)}: клиент снял отказ от новой цены`,
    offer_accepted: (facts) => `Принята оферта, версия ${of(facts, 'version')}`,
    account_ceded: (facts) => `Аккаунт перешёл к новому владельцу: ${of(facts, 'party')}`,
    termination_asked: () => 'Заявлено о расторжении договора',
    terminated: () => 'Договор расторгнут',
  } as Readonly<Record<string, (facts: Facts) => string>>,
  amocrm: {
    installed: () => 'Виджет установлен',
    installed_again: () => 'Виджет установлен снова',
    trouble: (facts) => trouble[of(facts, 'trouble')] ?? 'amoCRM не отвечает',
    connection_lost: () => 'Связь с amoCRM потеряна: нужно подключить снова',
    connection_removed: () => 'Виджет удалён из amoCRM',
    permission_given: (facts) => `Доступ к amoCRM дан: ${of(facts, 'name') || 'администратор'}`,
    permission_revoked: (facts) => `Доступ к amoCRM отозван: ${of(facts, 'name') || 'администратор'}`,
    permission_lost: (facts) => `Токен amoCRM потерян: ${of(facts, 'name') || 'администратор'}`,
    person_appeared: (facts) => `Появился пользователь ${of(facts, 'name')}`,
    access_changed: (facts) =>
      facts['open'] === facts['openBefore']
        ? `Изменены права: ${of(facts, 'name')}`
        : `${facts['open'] ? 'Открыт' : 'Закрыт'} доступ: ${of(facts, 'name')}`,
  } as Readonly<Record<string, (facts: Facts) => string>>,

  audit: 'Журнал действий',
  lead: 'Кто, что и откуда сделал. Записи не меняются и не удаляются.',
  resultFilter: 'Итог',
  period: 'Период журнала',
  file: (format: string): string => `Скачать журнал, ${format}`,
  action: 'Действие',
  anyAction: 'Любое',
  when: 'Когда',
  who: 'Кто',
  what: 'Что',
  account: 'Аккаунт',
  result: 'Итог',
  from: 'Откуда',
  noAccount: '—',
  fields: (names: string): string => `Поля: ${names}`,
  seller: (name: string): string => `Продавец: ${name}`,
  onlyPerson: (name: string): string => `Только ${name}`,
  onlyAccount: 'Только один аккаунт',
  showAll: 'Показать всех',
  auditEmpty: 'Записей пока нет',

  forCustomer: 'Что сделали сотрудники',
  forCustomerText: 'Здесь видно, кто из сотрудников и что менял в вашем аккаунте.',
};

const because: Readonly<Record<string, string>> = {
  terminated: ': договор расторгнут',
  auto_renew_off: ': автопродление выключено',
  price_refused: ': отказ от новой цены',
  by_hand: ': завершено вручную',
  transferred: ': передано другому аккаунту',
  technical_account: ': технический аккаунт',
};
const trouble: Readonly<Record<string, string>> = {
  unpaid: 'amoCRM не оплачена: запросы не проходят',
  blocked: 'amoCRM закрыла доступ',
  refused: 'amoCRM не узнаёт интеграцию',
};
