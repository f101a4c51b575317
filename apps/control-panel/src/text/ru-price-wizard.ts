import type { PricePlanDto } from '@rocket/contracts';
import { plural, writeDate } from '@rocket/ui';

const days = (n: number): string =>
  plural('ru', n, {
    one: 'календарный день',
    few: 'календарных дня',
    many: 'календарных дней',
    other: 'календарного дня',
  });
const accounts = (n: number): string =>
  plural('ru', n, { one: 'аккаунт', few: 'аккаунта', many: 'аккаунтов', other: 'аккаунта' });
const CHANNELS: Readonly<Record<string, string>> = { push: 'в виджете', email: 'письмом', sms: 'по SMS' };

/** A new price for those who are connected, step by step. */
export const ruPriceWizard = {
  title: 'Новая цена',
  change: 'Изменить цену',
  noProduct: 'Такого продукта нет в каталоге',
  noPrice: 'У продукта ещё нет цены',
  noPriceText: 'Первая цена задаётся без предупреждения: подключённых ещё нет.',
  period: 'Какая цена меняется',
  newPrice: 'Новая цена за единицу',
  newPackPrice: (size: number): string => `Новая цена за пакет из ${size}`,
  step: (upTo: number): string => `Новая цена единицы, до ${upTo} включительно`,
  lastStep: 'Новая цена единицы, дальше без ограничения',
  upTo: (n: number): string => `до ${n}:`,
  rest: 'дальше:',
  now: (price: string): string => `сейчас ${price}`,
  unchanged: 'Эта цена уже действует для всех: предупреждать не о чем',
  toCome: 'Цена уже меняется',
  comes: (price: string, from: string): string => `С ${from} действует ${price}: об этом уже объявлено.`,
  isPlanned: (price: string, from: string, tellOn: string): string =>
    `С ${from} запланирована цена ${price}; клиентов предупредят ${tellOn}.`,
  toComeText:
    'Новая цена с более раннего дня продержится только до объявленной; с того же дня или позже — заменит её.',
  plannedText: 'Запланированное можно отменить в каталоге, пока клиентов не предупредили.',
  tellOn: 'Когда предупредить клиентов',
  tellOnHint:
    'Пусто — сразу. В другой день — в 10:00 по времени продавца; до этого изменение можно отменить.',
  effectiveOn: 'С какого дня действует',
  effectiveHint: (date: string): string => `Пусто — с самого раннего дня, ${writeDate(date)}`,
  effectiveLater: 'Пусто — с самого раннего дня по оферте',
  announce: 'Предупредить и назначить',
  announceText:
    'Уведомления уйдут сразу, отменить их нельзя. Каждый клиент платит по-старому до первого своего периода, который начнётся в этот день или позже.',
  confirmTitle: (n: number): string =>
    n === 0 ? 'Назначить новую цену?' : `Предупредить ${accounts(n)} сейчас?`,
  plan: 'Запланировать',
  planText:
    'До дня предупреждения никто ничего не узнает, и изменение можно отменить. Каждый клиент платит по-старому до первого своего периода, который начнётся в день новой цены или позже.',
  announced: (n: number): string => `Новая цена назначена, предупреждено: ${accounts(n)}`,
  planned: 'Изменение цены запланировано',

  preview: 'Что изменится',
  typePrice: 'Введите новую цену',
  tooSoon: 'Слишком рано',
  earliest: (date: string): string => `Самый ранний день новой цены — ${date}`,
  because: (n: number, tellOn: string, version: string): string =>
    n === 0
      ? `Оферта (версия ${version}) срока предупреждения не требует; клиенты узнают ${tellOn}.`
      : `По оферте (версия ${version}) о новой цене предупреждают не позднее чем за ${days(n)}; выходные считаются. Клиенты узнают ${tellOn}.`,
  channels: (all: readonly string[]): string =>
    `Предупреждение придёт ${all.map((one) => CHANNELS[one] ?? one).join(' и ')}.`,
  accounts: 'Аккаунтов',
  perMonth: 'в среднем за месяц',
  nobody: 'На этом периоде никто не подключён: предупреждать некого, цену увидят новые клиенты.',
  sample: (account: string): string => `Так это прочтёт ${account}`,
  languages: { ru: 'Русский', en: 'Английский' },
  letter: (language: string): string => `Письмо: ${language.toLowerCase()} язык`,
  affected: 'Кого касается',
  quantity: 'Единиц',
  before: 'Сейчас',
  after: 'Будет',
  changesOn: 'Первый период по новой цене',

  plans: 'Изменения цен',
  states: {
    planned: 'Запланировано',
    announced: 'Клиенты предупреждены',
    in_effect: 'Действует',
    held: 'Не состоялось',
    cancelled: 'Отменено',
  } satisfies Record<PricePlanDto['state'], string>,
  dates: 'Когда',
  from: (date: string): string => `действует с ${date}`,
  willTell: (date: string): string => `предупреждение ${date}`,
  told: (date: string, n: number | null): string =>
    n === null ? `предупреждены ${date}` : `${date} предупреждено: ${accounts(n)}`,
  cancel: 'Отменить',
  cancelTitle: (product: string): string => `Отменить новую цену «${product}»?`,
  cancelText: 'Клиентов ещё не предупреждали: для них ничего не изменится.',
  cancelled: 'Изменение цены отменено',
  cancelledBy: (name: string): string => `отменил ${name}`,
};
