import type { PromotionDto } from '@rocket/contracts';
import { plural, writeDate } from '@rocket/ui';

const days = (n: number): string => plural('ru', n, { one: 'день', few: 'дня', many: 'дней', other: 'дня' });
const accounts = (n: number): string =>
  plural('ru', n, { one: 'аккаунт', few: 'аккаунта', many: 'аккаунтов', other: 'аккаунта' });
const units = (n: number): string =>
  plural('ru', n, { one: 'единицы', few: 'единиц', many: 'единиц', other: 'единицы' });

/** Promotions: what is given free of charge to whoever connects it. */
export const ruPromotions = {
  lead: 'Кто подключит продукт в дни акции, пользуется им бесплатно. Это доступ, а не деньги и не бонус.',
  create: 'Новая акция',
  empty: 'Акций пока нет',
  emptyText: 'Акция даёт продукт бесплатно на срок всем, кто подключит его в её дни.',
  columns: {
    name: 'Акция',
    state: 'Состояние',
    window: 'Подключение',
    gives: 'Бесплатно',
    accounts: 'Взяли аккаунтов',
  },
  states: {
    planned: 'Впереди',
    open: 'Идёт',
    closed: 'Закончилась',
    ended: 'Завершена досрочно',
  } satisfies Record<PromotionDto['state'], string>,
  audiences: { everyone: 'всем', newcomers: 'новым клиентам' },
  windowOf: (from: string, to: string): string => `${writeDate(from)} – ${writeDate(to)}`,
  forDays: days,
  until: (date: string): string => `до ${writeDate(date)}`,
  allUnits: 'все единицы',
  atMost: (n: number): string => `не больше ${units(n)}`,
  accounts,
  madeBy: (name: string): string => `автор ${name}`,
  endedBy: (name: string): string => `завершил ${name}`,
  end: 'Завершить',
  endLabel: (name: string): string => `Завершить акцию: ${name}`,
  endTitle: (name: string): string => `Завершить акцию «${name}»?`,
  endText: (n: number): string =>
    n === 0
      ? 'Больше она никому ничего не даст. Возобновить её нельзя, можно создать новую.'
      : `Больше она никому ничего не даст. Бесплатный срок останется у тех, кто его уже получил (${accounts(n)}). Возобновить акцию нельзя, можно создать новую.`,
  ended: 'Акция завершена',

  rule: 'Условия',
  name: 'Название',
  nameHint: 'Его увидят клиенты: на карточке продукта, в уведомлении и в расчёте перед подключением.',
  products: 'Продукты',
  opensOn: 'Первый день подключения',
  closesOn: 'Последний день подключения',
  audience: 'Кому',
  audienceHints: {
    everyone:
      'Тем, кто уже пользуется продуктом в дни акции, она ничего не даёт, даже если отключить его и подключить снова.',
    newcomers: 'Аккаунтам, которые до первого дня акции не подключали ни одного продукта.',
  },
  days: 'Сколько дней бесплатно',
  untilOn: 'Или последний бесплатный день',
  untilHint: 'Заполните одно из двух полей.',
  mostUnits: 'Не больше единиц',
  mostUnitsHint: 'Пусто — все единицы бесплатно. Единицы сверх этого клиент оплачивает по дням срока.',
  afterTrial:
    'Пробный период всегда идёт первым, бесплатный срок — после него. Один раз на аккаунт и продукт.',
  save: 'Создать акцию',
  saved: (name: string): string => `Акция «${name}» создана`,

  preview: 'Что получат клиенты',
  previewEmpty: 'Заполните условия — покажем, до какого дня будет бесплатно',
  product: 'Продукт',
  trial: (n: number): string => `сначала пробный период, ${days(n)}`,
  connects: (date: string): string => `Подключит ${writeDate(date)}`,
  freeUntil: (date: string): string => `бесплатно до ${writeDate(date)}`,
  nothing: 'акция ничего не даст: пробный период длиннее',
  reach: 'Кому подходит',
  connected: (n: number): string => `уже подключён: ${accounts(n)}`,
  overlapsTitle: 'Пересекается с другими акциями',
  overlaps: (product: string, other: string, from: string, to: string): string =>
    `«${product}», ${writeDate(from)} – ${writeDate(to)}: идёт ещё акция «${other}».`,
  gives: {
    this: 'Сработает эта акция: она длиннее или даёт больше единиц.',
    other: 'Сработает та акция: она длиннее, даёт больше единиц или создана раньше.',
    both: 'Сработает та, у которой в день подключения бесплатный срок дольше: сначала одна, потом другая.',
  },
};
