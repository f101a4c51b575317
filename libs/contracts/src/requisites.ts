import {
  isBic,
  isBicOfKazakhstan,
  isBinOrIin,
  isCorrespondentAccount,
  isIik,
  isInn,
  isKbe,
  isKpp,
  isOgrn,
  isSettlementAccount,
} from '@rocket/kernel';
import { z } from 'zod';
import { businessDate } from './primitives';

/** Whose law requisites follow. The first is the default. */
export const COUNTRIES = ['RU', 'KZ'] as const;
export type Country = (typeof COUNTRIES)[number];

/** Control characters and halves of surrogate pairs: no eye sees them, no tax document and no database takes them. */
const INVISIBLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** One line of a paper: line breaks and tabs would begin a line of somebody else's making in a file for a bank or a tax office. */
const oneLine = z.string().overwrite((value) => value.replace(/\s+/g, ' ').trim());
export const text = oneLine
  .min(1)
  .max(1000)
  .refine((value) => !INVISIBLE.test(value), 'Уберите невидимые знаки');
const namePart = oneLine.min(1).max(60);

/** What has no check digits, wherever the party is. */
const anywhere = {
  legalName: text,
  shortName: text.optional(),
  legalAddress: text,
  bankName: text.optional(),
  signatory: text.optional(),
  signatoryPost: text.optional(),
  /** The signatory (of a sole trader, the trader) with the names apart, for electronic documents. */
  signatoryName: z
    .strictObject({ surname: namePart, name: namePart, patronymic: namePart.optional() })
    .optional(),
  /** What the signatory signs by when it is not the charter. */
  powerOfAttorney: z.strictObject({ number: oneLine.min(1).max(50), issuedOn: businessDate }).optional(),
  accountant: text.optional(),
  /** Participant of electronic exchange, operator's code first: `2BM-6732180881-…`. */
  edoId: z
    .string()
    .regex(/^[0-9A-Za-z@.-]{4,46}$/, 'Идентификатор ЭДО: от 4 до 46 латинских букв, цифр и знаков @ . -')
    .optional(),
  phone: text.optional(),
  emails: z.array(z.email('Адрес почты написан с ошибкой')).max(10).optional(),
};

/**
 * Requisites of a legal entity or sole trader of any country: the shape alone. What they have to be is said by `requisitesOf`. In
 * Kazakhstan `inn` holds the БИН or ИИН, `settlementAccount` the ИИК and `bic` the SWIFT code of the bank.
 */
export const requisites = z
  .strictObject({
    ...anywhere,
    inn: z.string(),
    kpp: z.string().optional(),
    ogrn: z.string().optional(),
    bic: z.string().optional(),
    settlementAccount: z.string().optional(),
    correspondentAccount: z.string().optional(),
    /** Kazakhstan: the code of the receiver in payment orders. */
    kbe: z.string().optional(),
  })
  .meta({ id: 'Requisites' });
export type RequisitesDto = z.infer<typeof requisites>;

const russian: z.ZodType<RequisitesDto> = z
  .strictObject({
    ...anywhere,
    inn: z
      .string()
      .regex(/^(\d{10}|\d{12})$/, {
        error: 'ИНН — десять цифр у организации, двенадцать у предпринимателя',
        abort: true,
      })
      .refine(isInn, 'ИНН: контрольная цифра не сходится'),
    kpp: z.string().refine(isKpp, 'КПП состоит из девяти знаков').optional(),
    ogrn: z.string().refine(isOgrn, 'ОГРН: контрольная цифра не сходится').optional(),
    bic: z.string().refine(isBic, 'БИК состоит из девяти цифр и начинается с 04').optional(),
    settlementAccount: z.string().optional(),
    correspondentAccount: z.string().optional(),
  })
  .superRefine((value, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (value.inn.length === 12 && value.kpp) complain('kpp', 'У предпринимателя нет КПП');
    if (value.inn.length === 12 && value.ogrn?.length === 13)
      complain('ogrn', 'У предпринимателя ОГРНИП из пятнадцати цифр');
    if (value.inn.length === 10 && value.ogrn?.length === 15)
      complain('ogrn', 'У организации ОГРН из тринадцати цифр');
    const { signatory, signatoryName } = value;
    if (signatory && signatoryName && !signatory.includes(signatoryName.surname))
      complain('signatoryName', 'Фамилия не та, что у подписанта');
    if (value.settlementAccount !== undefined) {
      if (!value.bic) complain('bic', 'Без БИК счёт не проверить');
      else if (!isSettlementAccount(value.settlementAccount, value.bic))
        complain('settlementAccount', 'Расчётный счёт не подходит к БИК');
    }
    if (value.correspondentAccount !== undefined) {
      if (!value.bic) {
        if (value.settlementAccount === undefined) complain('bic', 'Без БИК счёт не проверить');
      } else if (!isCorrespondentAccount(value.correspondentAccount, value.bic))
        complain('correspondentAccount', 'Корреспондентский счёт не подходит к БИК');
    }
  });

/** What Kazakhstan does not have. */
const unknownThere = (what: string) =>
  z
    .string()
    .refine(() => false, `${what} в Казахстане нет: оставьте поле пустым`)
    .optional();

const kazakh: z.ZodType<RequisitesDto> = z
  .strictObject({
    ...anywhere,
    inn: z
      .string()
      .regex(/^\d{12}$/, { error: 'БИН или ИИН состоит из двенадцати цифр', abort: true })
      .refine(isBinOrIin, 'БИН или ИИН: контрольная цифра не сходится'),
    kpp: unknownThere('КПП'),
    ogrn: unknownThere('ОГРН'),
    bic: z
      .string()
      .refine(isBicOfKazakhstan, 'БИК банка Казахстана — восемь или одиннадцать знаков, например TSESKZKA')
      .optional(),
    settlementAccount: z
      .string()
      .regex(/^KZ[0-9A-Z]{18}$/, {
        error: 'ИИК — двадцать знаков, первые два — KZ, без пробелов',
        abort: true,
      })
      .refine(isIik, 'ИИК: контрольные цифры не сходятся')
      .optional(),
    correspondentAccount: unknownThere('Корреспондентского счёта'),
    kbe: z.string().refine(isKbe, 'КБе — две цифры, первая — 1 или 2').optional(),
  })
  .superRefine(({ settlementAccount, bic }, context) => {
    if (settlementAccount !== undefined && !bic)
      context.addIssue({ code: 'custom', path: ['bic'], message: 'К ИИК нужен БИК банка' });
  });

const BY_COUNTRY: Readonly<Record<Country, z.ZodType<RequisitesDto>>> = { RU: russian, KZ: kazakh };

/** Requisites as the law of a country wants them; every check digit is checked, the field is named. */
export const requisitesOf = (country: Country): z.ZodType<RequisitesDto> => BY_COUNTRY[country];

/**
 * What a form and an offer profile ask besides: an organisation of Russia has a KPP, and its papers bear one. The door leaves it to
 * the customer (`kpp?` in http-api.md): a tax paper without it holds, its place is optional there (Tax Code, article 169, clause 5).
 */
export const fullRequisitesOf = (country: Country): z.ZodType<RequisitesDto> =>
  requisitesOf(country).superRefine(({ inn, kpp }, context) => {
    if (country === 'RU' && inn.length === 10 && !kpp)
      context.addIssue({ code: 'custom', path: ['kpp'], message: 'У организации должен быть КПП' });
  });
