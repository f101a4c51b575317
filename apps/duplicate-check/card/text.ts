/** What the card says; Russian first, English second. */
export const words = {
  ru: {
    title: 'Проверка дублей',
    name: 'Имя',
    phone: 'Телефон',
    email: 'Почта',
    check: 'Проверить',
    checking: 'Проверяем…',
    none: 'Дублей не найдено',
    found: 'Похожие контакты',
    shares: { phone: 'тот же телефон', email: 'та же почта' },
    stopped: 'Продукт не работает',
    stoppedHint:
      'Баланс и подключённые продукты — в виджете Rocket. Как только баланс пополнят, проверка включится сама.',
    trial: 'Пробный период до',
    paid: 'Оплачено до',
    offline: 'Rocket сейчас не отвечает: работаем по последней лицензии',
    signedOut: 'Сеанс закончился: откройте карточку заново',
    failed: 'Не получилось. Попробуйте ещё раз',
    loading: 'Проверяем оплату…',
  },
  en: {
    title: 'Duplicate check',
    name: 'Name',
    phone: 'Phone',
    email: 'E-mail',
    check: 'Check',
    checking: 'Checking…',
    none: 'No duplicates found',
    found: 'Similar contacts',
    shares: { phone: 'same phone', email: 'same e-mail' },
    stopped: 'The product is off',
    stoppedHint:
      'The balance and the connected products are in the Rocket widget. After a top-up checking goes on by itself.',
    trial: 'Trial until',
    paid: 'Paid until',
    offline: 'Rocket does not answer now: we go by the last licence',
    signedOut: 'The session is over: open the card again',
    failed: 'It did not work. Please try again',
    loading: 'Checking the licence…',
  },
} as const;

export type Words = (typeof words)['ru' | 'en'];

/** `2026-12-14` as people here write it. */
export const dayText = (day: string): string => day.split('-').reverse().join('.');
