import { plural, type Language, type PluralForms } from '@rocket/ui';
import { ruAccount } from './ru-account';
import { ruPrices } from './ru-prices';
import { ruStaff } from './ru-staff';

const count = (n: number, one: string, few: string, many: string): string =>
  plural('ru', n, { one, few, many, other: few } satisfies PluralForms);
const days = (n: number): string => count(n, 'день', 'дня', 'дней');
const months = (n: number): string => count(n, 'месяц', 'месяца', 'месяцев');
const years = (n: number): string => count(n, 'год', 'года', 'лет');

export const ru = {
  ...ruAccount,
  staff: ruStaff,
  prices: ruPrices,
  language: 'ru' as Language,
  brand: 'Rocket',
  days,
  months,
  years,
  byPeriod: { P1D: 'в день', P1M: 'в месяц', P1Y: 'в год' } as Record<string, string>,
  per: (length: string): string => `за ${length}`,

  shell: {
    skip: 'К содержанию',
    menu: 'Меню',
    closeMenu: 'Закрыть меню',
    signOut: 'Выйти',
    theme: { light: 'Светлая тема', dark: 'Тёмная тема' },
    otherLanguage: 'English',
    balance: 'Баланс',
    notFound: 'Такой страницы нет',
    notFoundText: 'Возможно, адрес набран с ошибкой или раздел переехал.',
    home: 'На главную',
    noAccess: 'Этот раздел открыт другим ролям',
    noAccessText: 'Если он нужен для работы, попросите администратора изменить вашу роль.',
  },
  common: {
    close: 'Закрыть',
    cancel: 'Отмена',
    save: 'Сохранить',
    retry: 'Повторить',
    more: 'Показать ещё',
    loading: 'Загружаем',
    failed: 'Не получилось загрузить',
    optional: '— необязательно',
    copy: 'Скопировать',
    copied: 'Скопировано',
    undo: 'Вернуть',
    all: 'Все',
    reason: 'Причина',
    reasonHint: 'Останется в журнале вместе с вашим именем.',
    actions: 'Действия',
    date: 'Дата',
    amount: 'Сумма',
    state: 'Состояние',
    number: 'Номер',
  },
  refusal: {
    offline: 'Нет связи с сервером. Проверьте интернет и повторите: введённое сохранено.',
    unexpected: (status: number): string =>
      `Сервер ответил не так, как ожидалось (${status}). Повторите чуть позже.`,
    shortage: (required: string, available: string, missing: string): string =>
      `Не хватает ${missing}: нужно ${required}, а на балансе ${available}.`,
    byCode: {
      forbidden: 'Для этого действия не хватает прав.',
      idempotency_in_progress: 'Запрос уже выполняется. Подождите несколько секунд.',
    },
  },
  check: {
    required: 'Заполните поле',
    amount: 'Введите сумму, например 5 000 или 5 000,50',
    integer: 'Введите целое число',
    tooSmall: (least: string): string => `Не меньше ${least}`,
    tooBig: (most: string): string => `Не больше ${most}`,
    wrong: 'Проверьте значение',
    tooLong: (most: string): string => `Слишком длинно: не больше ${most} знаков`,
    chooseAccount: 'Выберите аккаунт',
  },

  signIn: {
    title: 'Вход для сотрудников',
    lead: 'Баланс, документы и продукты amoCRM в одном кабинете.',
    email: 'Почта',
    password: 'Пароль',
    enter: 'Войти',
    customerTitle: 'Вы клиент?',
    customerText:
      'Пароль не нужен: откройте виджет Rocket в amoCRM и нажмите «Открыть кабинет». Ссылка впустит вас сама.',
    sandbox: 'Песочница: войти как',
    roles: {
      support: 'Поддержка',
      account_manager: 'Менеджер',
      accountant: 'Бухгалтер',
      administrator: 'Администратор',
    },
  },
  enter: {
    waiting: 'Открываем кабинет…',
    failedTitle: 'Ссылка больше не действует',
    failedText:
      'Она открывается один раз и живёт недолго. Откройте виджет Rocket в amoCRM и снова нажмите «Открыть кабинет».',
    offlineTitle: 'Не получилось проверить ссылку',
    noToken: 'В адресе нет ключа входа. Откройте кабинет из виджета Rocket в amoCRM.',
  },
  levels: {
    owner: 'Владелец',
    administrator: 'Администратор',
    billing: 'Оплата и документы',
    viewer: 'Только просмотр',
  },
  viewerOnly: 'У вас доступ только на просмотр. Изменить его может владелец аккаунта.',
  nav: {
    overview: 'Обзор',
    products: 'Продукты',
    topUp: 'Пополнение',
    documents: 'Документы',
    history: 'История',
    notices: 'Уведомления',
    requisites: 'Реквизиты',
    accounts: 'Аккаунты',
    receipts: 'Поступления',
    registers: 'Реестры',
    runs: 'Списания',
    catalogue: 'Каталог',
    approvals: 'Согласования',
  },

  accountState: {
    active: 'Работает',
    suspended: 'Приостановлен',
    frozen: 'Заморожен',
    erased: 'Данные удалены',
    terminated: 'Договор расторгнут',
  },
  subscriptionState: {
    trial: 'Пробный период',
    active: 'Работает',
    suspended: 'Приостановлен',
    ended: 'Отключён',
  },
  balance: {
    money: 'Деньги',
    moneyHint: 'можно вернуть при расторжении',
    bonus: 'Бонусы',
    bonusHint: 'платят за продукты, не возвращаются',
    lasts: 'Хватит до',
    lastsLong: 'списаний не предвидится',
    enough: 'хватает на всё подключённое',
    empty: 'Средства закончились',
    next30: 'За 30 дней',
    next30Hint: 'спишем за подключённые продукты',
  },

  overview: {
    attention: 'Требует внимания',
    calm: 'Всё в порядке: ничего делать не нужно.',
    suspended: (name: string): string => `«${name}» приостановлен: не хватило средств`,
    suspendedText: 'Возобновится сам, как только на балансе будет достаточно.',
    trialEnding: (name: string, date: string): string => `Пробный период «${name}» закончится ${date}`,
    trialEndingText: 'На следующий день спишем первую оплату, если включено автопродление.',
    noRenew: (name: string, date: string): string => `«${name}» отключится ${date}`,
    noRenewText: 'Автопродление выключено.',
    willSuspend: (name: string, date: string): string => `${date} не хватит на «${name}»`,
    willSuspendText: (required: string, available: string): string =>
      `Нужно ${required}, останется ${available}.`,
    noRequisites: 'Не заполнены реквизиты',
    noRequisitesText: 'Они нужны для счёта и закрывающих документов.',
    fillIn: 'Заполнить',
    topUp: 'Пополнить',
    toProducts: 'К продуктам',
    accountState: {
      suspended: 'Аккаунт приостановлен',
      frozen: 'Аккаунт заморожен: пополните баланс, чтобы разморозить',
      erased: 'Данные аккаунта удалены',
      terminated: 'Договор расторгнут: продукты не работают',
    },
    advised: 'Советуем пополнить на',
    advisedText: 'Этого хватит на ближайшие 30 дней.',
    advisedMinimum: (minimum: string): string => `Наименьшее пополнение по договору — ${minimum}.`,
    upcoming: 'Ближайшие списания',
    upcomingEmpty: 'Списаний в ближайшие 30 дней не будет',
    upcomingEmptyText: 'Подключите продукт: первые дни бесплатны.',
    charge: (start: string, end: string): string => `за ${start} – ${end}`,
    willBeSuspended: (required: string): string => `будет приостановлен: нужно ${required}`,
    left: (money: string): string => `останется ${money}`,
    fromBonus: (bonus: string): string => `из них бонусами ${bonus}`,
  },
};
