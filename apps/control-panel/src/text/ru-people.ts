import { plural } from '@rocket/ui';

const users = (n: number): string =>
  plural('ru', n, { one: 'пользователь', few: 'пользователя', many: 'пользователей', other: 'пользователя' });

/** People of an account and its link to amoCRM. */
export const ruPeople = {
  lead: 'Кто из вашего amoCRM входит в кабинет и что может делать.',
  refresh: 'Обновить из amoCRM',
  refreshed: 'Список обновлён',
  empty: 'Пока никого: список придёт из amoCRM',
  you: 'это вы',
  columns: { name: 'Человек', level: 'Уровень доступа', rights: 'В amoCRM', change: 'Изменить' },
  rights: { admin: 'Администратор', user: 'Пользователь', free: 'Без лицензии', gone: 'Отключён' },
  closed: 'Доступ закрыт',
  byRights: 'по правам amoCRM',
  change: 'Изменить',
  changeTitle: (name: string): string => `Доступ: ${name}`,
  level: 'Уровень доступа',
  levels: {
    owner: 'Всё, включая расторжение договора и назначение владельцев',
    administrator: 'Продукты, деньги, документы и доступ людей, кроме владельцев',
    billing: 'Продукты, пополнение, реквизиты и документы',
    viewer: 'Видит всё, ничего не меняет',
  },
  access: 'Может входить в кабинет и виджет',
  saved: 'Доступ изменён',
  connection: 'Связь с amoCRM',
  states: {
    connected: 'Подключено',
    needs_reauth: 'Связь потеряна',
    removed: 'Rocket удалён из amoCRM',
    none: 'Не подключено',
  },
  explain: {
    connected: '',
    needs_reauth:
      'Продукты работают и продлеваются как прежде. Нажмите «Подключить заново», чтобы список людей снова обновлялся.',
    removed: 'Новых списаний не будет: автопродление выключено. Баланс и документы сохранены.',
    none: 'Подключите аккаунт amoCRM, чтобы увидеть его людей.',
  },
  troubles: {
    unpaid: 'Подписка amoCRM не оплачена: amoCRM не отдаёт данные. Мы попробуем снова через час.',
    blocked: 'amoCRM временно не принимает наши запросы. Делать ничего не нужно.',
    refused: 'amoCRM не узнаёт нашу интеграцию. Мы уже разбираемся.',
  },
  connect: 'Подключить заново',
  host: 'Адрес',
  state: 'Состояние',
  seats: 'Мест в amoCRM',
  seatsOn: (n: number, day: string): string => `${users(n)}, на ${day}`,
  followTitle: 'Количество по числу пользователей',
  followText:
    'Включите для продуктов, которые вы оплачиваете за каждого пользователя amoCRM. Когда людей станет больше, мы предупредим заранее, и новое количество начнётся со следующего периода.',
  now: (n: number): string => `сейчас ${n}`,
  next: (n: number, day: string | null, cost: string): string =>
    `${day ? `с ${day}` : 'со следующего периода'} — ${n}, ${cost} за период`,
  followOn: (name: string): string => `${name}: количество следует за пользователями`,
  followOff: (name: string): string => `${name}: количество больше не меняется само`,
};
