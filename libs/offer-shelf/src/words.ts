import { enTerms, ruTerms, type TermWords } from '@rocket/offer-words';
import { plural } from '@rocket/ui/counting';
import { writeDate } from '@rocket/ui/writing';

export type Language = 'ru' | 'en';

/** What the command line of offers says. */
interface ShelfWords {
  readonly terms: TermWords;
  readonly notJson: string;
  readonly unknownField: string;
  readonly missing: string;
  codeTaken(code: string, owner: string): string;
  otherFolder(code: string, folder: string): string;
  noPartner(code: string): string;
  periodNotSold(period: string, sold: string): string;
  noUnit(unit: string): string;
  readonly fields: Readonly<Record<string, string>>;
  allWell(offers: number, products: number, prices: number): string;
  wrong(count: number): string;
  readonly same: string;
  readonly profile: string;
  readonly conditions: string;
  readonly products: string;
  readonly added: string;
  readonly removed: string;
  readonly none: string;
  price(tariff: string | undefined, period: string): string;
  newSeller(name: string, products: number, prices: number): string;
  versionStands(version: string): string;
  versionChanged(version: string): string;
  currencyChanged(was: string, becomes: string): string;
  newVersion(version: string, effectiveFrom: string): string;
  tooSoon(earliest: string): string;
  announcedLater(earliest: string): string;
  accountsOver(date: string, days: number): string;
  profileStays(fields: string): string;
  newProduct(name: string, prices: number): string;
  newPrice(name: string, price: string, was: string, becomes: string): string;
  readonly pricesForNewcomers: string;
  productStays(name: string): string;
  productChanged(name: string, fields: string): string;
  readonly nothingToDo: string;
  readonly dry: string;
  readonly done: string;
}

const n = (count: number, one: string, few: string, many: string): string =>
  plural('ru', count, { one, few, many, other: few });
const e = (count: number, one: string, other = `${one}s`): string => plural('en', count, { one, other });

const ru: ShelfWords = {
  terms: ruTerms,
  notJson: 'Это не JSON: проверьте кавычки, запятые и скобки',
  unknownField: 'Такого поля нет: опечатка или старое название',
  missing: 'Не хватает этого поля',
  codeTaken: (code, owner) => `Код «${code}» уже занят: он есть в папке ${owner}`,
  otherFolder: (code, folder) => `Папка называется по коду продавца: код «${code}», а папка «${folder}»`,
  noPartner: (code) => `В условиях нет партнёра «${code}»`,
  periodNotSold: (period, sold) => `Условия не продают период ${period}; возможные: ${sold}`,
  noUnit: (unit) => `Единица «${unit}» не названа в units продукта`,
  fields: {
    code: 'Код',
    name: 'Название',
    currency: 'Валюта',
    timeZone: 'Часовой пояс',
    vatRegime: 'НДС',
    country: 'Страна',
    goods: 'Что продаёт',
    requisites: 'Реквизиты',
    products: 'Продукты',
    prices: 'Цены',
    period: 'Период',
    unitPrice: 'Цена за единицу',
    limits: 'Лимиты',
    included: 'Входит в цену',
    over: 'Сверх лимита',
    unit: 'Единица',
    units: 'Единицы',
    tariff: 'Тариф',
    tariffs: 'Тарифы',
    tariffUnit: 'Единица тарификации',
    kind: 'Вид',
    summary: 'Описание',
    english: 'По-английски',
    partner: 'Партнёр',
    note: 'Примечание',
    inn: 'ИНН',
    kpp: 'КПП',
    ogrn: 'ОГРН',
    bic: 'БИК',
    legalName: 'Наименование',
    shortName: 'Краткое наименование',
    legalAddress: 'Адрес',
    bankName: 'Банк',
    signatory: 'Подписант',
    signatoryPost: 'Должность подписанта',
    signatoryName: 'Имя подписанта',
    phone: 'Телефон',
    emails: 'Почта',
    edoId: 'Идентификатор ЭДО',
    settlementAccount: 'Расчётный счёт',
    correspondentAccount: 'Корреспондентский счёт',
    version: 'Версия',
    title: 'Название оферты',
    effectiveFrom: 'Действует с',
    clauses: 'Пункты оферты',
    freePlan: 'Бесплатный тариф',
    instances: 'Сколько раз подключают',
    quantityFollows: 'Чему следует количество',
    appointments: 'Запись на услуги',
  },
  allWell: (offers, products, prices) =>
    `Всё сходится: ${n(offers, 'продавец', 'продавца', 'продавцов')}, ${n(products, 'продукт', 'продукта', 'продуктов')}, ${n(prices, 'цена', 'цены', 'цен')}.`,
  wrong: (count) => `Замечаний: ${count}.`,
  same: 'Различий нет.',
  profile: 'Продавец',
  conditions: 'Условия',
  products: 'Продукты и цены',
  added: 'новый',
  removed: 'больше нет',
  none: 'нет',
  price: (tariff, period) => [tariff && `тариф ${tariff}`, period].filter(Boolean).join(', '),
  newSeller: (name, products, prices) =>
    `Новый продавец «${name}»: ${n(products, 'продукт', 'продукта', 'продуктов')}, ${n(prices, 'цена', 'цены', 'цен')}.`,
  versionStands: (version) => `Версия оферты ${version} уже опубликована, условия те же.`,
  versionChanged: (version) =>
    `Версия оферты ${version} уже опубликована с другими условиями: опубликованное не меняется. Дайте новым условиям другой terms.version.`,
  currencyChanged: (was, becomes) =>
    `Продавец ведёт расчёты в ${was}, в файле — ${becomes}: валюта продавца не меняется.`,
  newVersion: (version, from) => `Новая версия оферты ${version}, начнёт действовать ${writeDate(from)}:`,
  tooSoon: (earliest) =>
    `Дата слишком близко: о новых условиях предупреждают заранее. Самая ранняя — ${writeDate(earliest)} (terms.effectiveFrom).`,
  announcedLater: (earliest) =>
    `Уже объявлена версия, которая вступает в силу позже. Самая ранняя дата — ${writeDate(earliest)} (terms.effectiveFrom).`,
  accountsOver: (date, days) =>
    `Клиентам придёт уведомление сегодня, предупреждают за ${n(days, 'день', 'дня', 'дней')}. Их аккаунты перейдут на неё ${writeDate(date)}; кто расторгнет договор раньше — не перейдёт.`,
  profileStays: (fields) => `Не меняется загрузкой, хотя в файле иначе: ${fields}.`,
  newProduct: (name, prices) => `Новый продукт «${name}»: ${n(prices, 'цена', 'цены', 'цен')}.`,
  newPrice: (name, price, was, becomes) => `«${name}», ${price}: ${was} → ${becomes}.`,
  pricesForNewcomers:
    'Новые цены — для новых подключений, с сегодняшнего дня. Тем, кто пользуется, новую цену объявляют в панели.',
  productStays: (name) => `«${name}» в файлах нет, в продаже он остаётся.`,
  productChanged: (name, fields) => `«${name}» в файле иначе: ${fields}. Это меняют в каталоге панели.`,
  nothingToDo: 'Загружать нечего: всё уже так.',
  dry: 'Это примерка: ничего не изменилось. Чтобы загрузить, добавьте --yes.',
  done: 'Загружено.',
};

const en: ShelfWords = {
  terms: enTerms,
  notJson: 'This is not JSON: look at quotes, commas and brackets',
  unknownField: 'There is no such field: a slip of the hand, or an old name',
  missing: 'This field is missing',
  codeTaken: (code, owner) => `The code "${code}" is taken: the folder ${owner} has it`,
  otherFolder: (code, folder) =>
    `A folder is named by the code of its seller: the code is "${code}", the folder "${folder}"`,
  noPartner: (code) => `The terms name no partner "${code}"`,
  periodNotSold: (period, sold) => `The terms do not sell the period ${period}; they sell ${sold}`,
  noUnit: (unit) => `The unit "${unit}" is not named in the units of the product`,
  fields: {
    code: 'Code',
    name: 'Name',
    currency: 'Currency',
    timeZone: 'Time zone',
    vatRegime: 'VAT',
    country: 'Country',
    goods: 'What it sells',
    requisites: 'Requisites',
    products: 'Products',
    prices: 'Prices',
    period: 'Period',
    unitPrice: 'Unit price',
    limits: 'Limits',
    included: 'Included',
    over: 'Over the limit',
    unit: 'Unit',
    units: 'Units',
    tariff: 'Tariff',
    tariffs: 'Tariffs',
    tariffUnit: 'Tariff unit',
    kind: 'Kind',
    summary: 'Summary',
    english: 'In English',
    partner: 'Partner',
    note: 'Note',
    inn: 'INN',
    kpp: 'KPP',
    ogrn: 'OGRN',
    bic: 'BIC',
    legalName: 'Legal name',
    shortName: 'Short name',
    legalAddress: 'Address',
    bankName: 'Bank',
    signatory: 'Signatory',
    signatoryPost: 'Post of the signatory',
    signatoryName: 'Name of the signatory',
    phone: 'Telephone',
    emails: 'E-mail',
    edoId: 'EDO identifier',
    settlementAccount: 'Settlement account',
    correspondentAccount: 'Correspondent account',
    version: 'Version',
    title: 'Title of the offer',
    effectiveFrom: 'In force from',
    clauses: 'Clauses',
    freePlan: 'Free plan',
    instances: 'How often it is used',
    quantityFollows: 'What the quantity follows',
    appointments: 'Appointments',
  },
  allWell: (offers, products, prices) =>
    `All is well: ${e(offers, 'seller')}, ${e(products, 'product')}, ${e(prices, 'price')}.`,
  wrong: (count) => `Findings: ${count}.`,
  same: 'No differences.',
  profile: 'Seller',
  conditions: 'Conditions',
  products: 'Products and prices',
  added: 'new',
  removed: 'gone',
  none: 'none',
  price: (tariff, period) => [tariff && `tariff ${tariff}`, period].filter(Boolean).join(', '),
  newSeller: (name, products, prices) =>
    `A new seller, ${name}: ${e(products, 'product')}, ${e(prices, 'price')}.`,
  versionStands: (version) => `Version ${version} of the offer is published, its terms are the same.`,
  versionChanged: (version) =>
    `Version ${version} of the offer is published with other terms, and what is published does not change. Give the new terms another terms.version.`,
  currencyChanged: (was, becomes) =>
    `The seller settles in ${was}, the file says ${becomes}: the currency of a seller does not change.`,
  newVersion: (version, from) => `A new version of the offer, ${version}, in force from ${writeDate(from)}:`,
  tooSoon: (earliest) =>
    `The day is too near: new terms are told ahead. The earliest is ${writeDate(earliest)} (terms.effectiveFrom).`,
  announcedLater: (earliest) =>
    `A version that takes effect later is announced already. The earliest day is ${writeDate(earliest)} (terms.effectiveFrom).`,
  accountsOver: (date, days) =>
    `Customers are told today, ${e(days, 'day')} ahead. Their accounts go over on ${writeDate(date)}, but for those that end their contract before.`,
  profileStays: (fields) => `Not changed by loading, though the file says otherwise: ${fields}.`,
  newProduct: (name, prices) => `A new product, ${name}: ${e(prices, 'price')}.`,
  newPrice: (name, price, was, becomes) => `${name}, ${price}: ${was} → ${becomes}.`,
  pricesForNewcomers:
    'New prices are for new connections, from today. Those who use a product are told of a new price in the panel.',
  productStays: (name) => `${name} is not in the files and stays on sale.`,
  productChanged: (name, fields) =>
    `${name} is otherwise in the file: ${fields}. The catalogue of the panel changes it.`,
  nothingToDo: 'Nothing to load: all is so already.',
  dry: 'A rehearsal: nothing has changed. Add --yes to load it.',
  done: 'Loaded.',
};

export const shelfWords = (language: Language): ShelfWords => ({ ru, en })[language];

/** The last part of a path that has a name, with the path itself: «Период (products[3].prices[0].period)». */
export function nameOfField(language: Language, path: string): string {
  const w = shelfWords(language);
  if (path === '') return '';
  const inTerms = path.startsWith('terms.') ? path.slice('terms.'.length) : null;
  const parts = path.replace(/\[\d+\]/g, '').split('.');
  const name = (inTerms && w.terms.fields[inTerms]) ?? w.fields[parts.at(-1)!];
  return name ? `${name} (${path})` : path;
}
