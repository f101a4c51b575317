import type { Words } from './words';

const forms = new Intl.PluralRules('ru');
const plural = (count: number, one: string, few: string, many: string): string =>
  ({ one, few, many, zero: many, two: few, other: many })[forms.select(count)];

export const ru: Words = {
  locale: 'ru-RU',
  name: 'Rocket',
  open: 'Rocket: открыть уведомления и баланс',
  openUnseen: (count) =>
    `Rocket: ${count} ${plural(count, 'новое уведомление', 'новых уведомления', 'новых уведомлений')}`,
  close: 'Закрыть',
  closeNotice: (title) => `Закрыть уведомление «${title}»`,
  collapse: 'Свернуть Rocket',
  loading: 'Загружаем…',
  retry: 'Повторить',
  details: 'Подробнее',
  newOnes: 'Новые уведомления',

  notices: 'Уведомления',
  noNotices: 'Пока тихо',
  noNoticesHint: 'Здесь появятся пополнения, списания, документы и предупреждения о балансе.',
  markAllSeen: 'Отметить всё прочитанным',
  unseen: 'Новое',
  refusePrice: 'Отказаться от новой цены',
  refuseYes: 'Отказаться',
  keepProduct: 'Не отказываться',
  changeMind: 'Передумать в кабинете',
  refuseConsequence: (lastDay) =>
    lastDay
      ? `По прежней цене продукт проработает до ${lastDay} и отключится.`
      : 'По этой цене продукт не продлится.',
  priceRefused: (lastDay) =>
    lastDay
      ? `Вы отказались от новой цены: продукт работает до ${lastDay} и отключится.`
      : 'Вы отказались от новой цены.',
  endsAfter: (date) => `отключится после ${date}`,
  tone: { good: 'Хорошая новость', info: 'Сообщение', warning: 'Внимание', danger: 'Важно' },

  balance: 'Баланс',
  bonus: (amount) => `бонусы ${amount}`,
  noBonus: 'бонусов нет',
  lastsUntil: (date) => `хватит до ${date}`,
  lastsLong: 'списаний не предвидится',
  runOut: 'средства закончились',
  openPanel: 'Открыть кабинет',
  openPanelByHand: 'Браузер не дал открыть окно. Перейти в кабинет',

  products: 'Продукты',
  noProducts: 'Продуктов пока нет',
  noProductsHint: 'Подключите первый в кабинете: пробный период бесплатный.',
  state: { trial: 'Пробный период', active: 'Работает', suspended: 'Приостановлен', ended: 'Отключён' },
  trialUntil: (date) => `бесплатно до ${date}`,
  freeUntil: (date) => `бесплатно до ${date}`,
  paidUntil: (date) => `оплачен до ${date}`,
  wasPaidUntil: (date) => `был оплачен до ${date}`,
  resumesAfterTopUp: 'возобновится после пополнения',
  renewalOff: 'автопродление выключено',
  per: (period) => perPeriod(period),

  connectTitle: 'Подключите аккаунт',
  connectText: 'Чтобы видеть баланс и уведомления, разрешите Rocket доступ к этому аккаунту amoCRM.',
  connect: 'Подключить',
  connectHint: 'Нажмите «Установить» в настройках виджета Rocket: подключение произойдёт само.',
  stale: (reason) => `${reason} Показаны последние известные сведения.`,
  refusal: {
    offline: 'Нет связи с Rocket.',
    not_connected: 'Аккаунт не подключён к Rocket.',
    unauthenticated: 'amoCRM не подтвердила вход. Обновите страницу.',
    forbidden: 'У вас нет доступа к этим сведениям. Его может дать администратор аккаунта.',
    rate_limited: 'Слишком много запросов. Повторим чуть позже.',
    unexpected_answer: 'Rocket ответил не так, как ожидалось.',
  },
  refused: 'Rocket не смог выполнить запрос.',
  broken: 'Rocket не смог показать эту часть страницы. Обновите страницу.',
  support: 'Написать в поддержку',
  consent:
    'Согласен на передачу данных аккаунта amoCRM (идентификатор, адрес, имена и адреса почты пользователей) сервису Rocket: они нужны для счетов, документов и уведомлений.',
};

function perPeriod(period: string): string {
  const [, count = '1', unit = 'M'] = /^P(\d+)([DMY])$/.exec(period) ?? [];
  const one = { D: 'день', M: 'месяц', Y: 'год' }[unit] ?? '';
  if (count === '1') return `в ${one}`;
  const many = {
    D: plural(Number(count), 'день', 'дня', 'дней'),
    M: plural(Number(count), 'месяц', 'месяца', 'месяцев'),
    Y: plural(Number(count), 'год', 'года', 'лет'),
  }[unit];
  return `за ${count} ${many}`;
}
