import { plural } from '@rocket/ui';

const addresses = (n: number): string =>
  plural('ru', n, { one: 'адрес', few: 'адреса', many: 'адресов', other: 'адреса' });
const events = (n: number): string =>
  plural('ru', n, { one: 'событие', few: 'события', many: 'событий', other: 'события' });

/** What products are told by HTTP. */
export const ruWebhooks = {
  /** The way in to everything for the people who build a product, of which web hooks are a part. */
  developers: {
    open: 'Разработчикам',
    openOf: (product: string): string => `Разработчикам: ${product}`,
    tabs: { keys: 'Ключи', webhooks: 'Веб-хуки', console: 'Консоль', docs: 'Документация' },
  },
  open: 'Веб-хуки',
  openOf: (product: string): string => `Веб-хуки: ${product}`,
  titleOf: (product: string): string => `Веб-хуки: ${product}`,
  lead: 'Куда мы сообщаем программе продукта, что стало с подключениями клиентов. Запросы подписаны по схеме Standard Webhooks.',
  addresses: 'Адреса',
  none: 'Продукту пока некуда сообщать',
  noneText:
    'Добавьте адрес программы продукта: она сразу узнает, что подключение начало действовать, приостановилось или закончилось.',
  add: 'Добавить адрес',
  addTitle: 'Новый адрес',
  change: 'Изменить',
  changeTitle: 'Адрес веб-хуков',
  url: 'Адрес (URL)',
  urlHint: 'Адрес в интернете по https, порт 443 или 8443. Перенаправления не выполняются.',
  description: 'Для чего',
  events: 'О чём сообщать',
  types: {
    'subscription.activated': 'Подключение начало действовать',
    'subscription.suspended': 'Подключение приостановлено',
    'subscription.resumed': 'Подключение возобновлено',
    'subscription.ended': 'Подключение закончилось',
    'usage.threshold': 'Израсходована доля лимита',
  },
  allEvents: 'обо всём',
  eventsOf: (n: number): string => events(n),
  added: 'Адрес добавлен',
  saved: 'Сохранено',

  states: {
    works: 'Работает',
    untried: 'Ещё не отправляли',
    failing: 'Не отвечает',
    off: 'Выключен',
    gone: 'Закрыт (410)',
  },
  failingSince: 'не принимает с',
  rests: 'просит подождать до',
  lastDelivered: 'Последняя доставка',
  never: 'не было',
  waiting: 'Ждут отправки',
  undelivered: 'Не доставлено',
  secret: 'Секрет',
  secretSince: 'с',
  secretRetires: 'прежний подписывает до',
  switchOn: 'Включить',
  switchOff: 'Выключить',
  switchOffTitle: 'Выключить адрес?',
  switchOffText: (n: number): string =>
    `Новые события сюда отправляться не будут.${n > 0 ? ` ${events(n)} в очереди станет недоставленным: отправить это можно будет отсюда же, когда адрес снова включат.` : ''}`,
  switchedOn: 'Адрес включён',
  switchedOff: 'Адрес выключен',
  goneTitle: 'Программа ответила, что этот адрес закрыт (410)',
  goneText:
    'Мы выключили его и больше ничего сюда не отправляем. Если это ошибка, включите адрес и отправьте пропущенное.',
  failingTitle: 'Программа не принимает события больше часа',
  failingText:
    'Мы повторяем каждое событие трое суток, всё реже. Как только программа ответит, отложенное уйдёт сразу.',

  secretTitle: 'Секрет подписи',
  secretText: 'Сохраните его в настройках программы продукта: больше мы его не покажем.',
  secretDone: 'Секрет сохранён',
  rotate: 'Сменить секрет',
  rotateText: 'Мы создадим новый секрет. Пока прежний не выйдет из действия, запросы подписаны обоими.',
  overlap: 'Прежний секрет действует ещё',
  overlaps: { 0: 'нисколько: он стал известен посторонним', 24: 'сутки', 72: 'трое суток', 168: 'неделю' },

  test: 'Отправить пробный запрос',
  testing: 'Отправляем и ждём ответа…',
  testTaken: (status: number, ms: number): string =>
    `Программа приняла пробный запрос: ответ ${status} за ${ms} мс`,
  testRefused: (status: number, ms: number): string =>
    `Программа не приняла пробный запрос: ответ ${status} за ${ms} мс`,
  outcomes: {
    answered: 'Ответ',
    timed_out: 'Ответа не было',
    not_connected: 'Соединение не установлено',
    name_unknown: 'Такого имени нет в DNS',
    address_refused: 'Адрес не подходит',
    tls_failed: 'Не удалось установить защищённое соединение',
  },

  log: 'Что отправлено',
  logLead: 'Храним тридцать дней.',
  logFilter: 'Состояние доставки',
  deliveryStates: { queued: 'Ждёт', delivered: 'Доставлено', dead: 'Не доставлено' },
  logEmpty: 'Сюда ещё ничего не отправляли',
  logEmptyText: 'Здесь появится каждое событие с ответом программы. Проверить адрес можно пробным запросом.',
  logNoneSo: 'Таких нет',
  event: 'Событие',
  account: 'Аккаунт',
  answer: 'Ответ программы',
  tries: (n: number): string =>
    plural('ru', n, { one: 'попытка', few: 'попытки', many: 'попыток', other: 'попытки' }),
  nextTry: 'повтор',
  details: 'Подробнее',
  detailsOf: (event: string, account: string): string => `Подробнее: ${event}, ${account}`,
  sent: 'Тело запроса',
  attempts: 'Попытки',
  noAttempts: 'Ещё не отправляли',
  took: (ms: number): string => `${ms} мс`,
  replay: 'Отправить ещё раз',
  replayed: 'Событие отправлено ещё раз',
  replayAll: 'Отправить недоставленное',
  replayAllTitle: 'Отправить недоставленное?',
  replayAllText:
    'Уйдёт всё, чего этот адрес не получил с выбранного дня: недоставленное и то, что случилось, пока он был выключен.',
  since: 'С какого дня',
  sinceHint: 'Пусто — за все тридцать дней, которые хранятся события.',
  replayedAll: (n: number): string => (n === 0 ? 'Всё уже доставлено' : `Отправляем: ${events(n)}`),
  noSuch: 'Такого адреса у продукта нет',

  troubles: (n: number): string => `${addresses(n)} веб-хуков без ответа`,
  troublesText: 'Программы этих продуктов не узнают о подключениях и приостановках:',
};
