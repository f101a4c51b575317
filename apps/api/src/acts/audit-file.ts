import {
  enActNames,
  enActTold,
  enFieldNames,
  ruActNames,
  ruActTold,
  ruFieldNames,
  tellFields,
  tellValues,
  type ActTold,
  type ActWriting,
} from '@rocket/act-words';
import type { AuditEventDto, Language } from '@rocket/contracts';
import type { Spreadsheet } from '@rocket/documents';
import { day, dayInEnglish, money, moneyInEnglish } from '../notices/notice-writing';

/** Staff are in Moscow, whichever seller they act for. */
const ZONE = 'Europe/Moscow';

const TO_THE_SECOND: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  ru: new Intl.DateTimeFormat('ru-RU', { dateStyle: 'short', timeStyle: 'medium', timeZone: ZONE }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: ZONE }),
};

/** What one language of the file says. */
interface FileWords {
  readonly sheet: string;
  readonly columns: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
  readonly told: ActTold;
  readonly write: ActWriting;
  readonly when: (at: string) => string;
}

const lengthIn =
  (rules: Intl.PluralRules, units: Readonly<Record<string, Readonly<Record<string, string>>>>) =>
  (period: string): string => {
    const [, count, unit] = /^P(\d+)([DMY])$/.exec(period) ?? [];
    if (!count || !unit) return period;
    const forms = units[unit]!;
    return `${count} ${forms[rules.select(Number(count))] ?? forms['other']}`;
  };

const WORDS: Readonly<Record<Language, FileWords>> = {
  ru: {
    sheet: 'Журнал действий',
    columns: [
      ...[
        'Когда, по Москве',
        'Кто',
        'Роль',
        'Действие',
        'Аккаунт',
        'Продавец',
        'Итог',
        'Код отказа',
        'Причина',
      ],
      ...['Что указано', 'Поля', 'Через', 'Адрес', 'Устройство'],
    ],
    names: ruActNames,
    fields: ruFieldNames,
    told: ruActTold,
    write: {
      money,
      day,
      period: lengthIn(new Intl.PluralRules('ru'), {
        D: { one: 'день', few: 'дня', other: 'дней' },
        M: { one: 'месяц', few: 'месяца', other: 'месяцев' },
        Y: { one: 'год', few: 'года', other: 'лет' },
      }),
    },
    when: (at) => TO_THE_SECOND.ru.format(new Date(at)),
  },
  en: {
    sheet: 'Journal of acts',
    columns: [
      ...[
        'When, Moscow time',
        'Who',
        'Role',
        'Act',
        'Account',
        'Seller',
        'Result',
        'Code of refusal',
        'Reason',
      ],
      ...['What was said', 'Fields', 'Through', 'Address', 'Device'],
    ],
    names: enActNames,
    fields: enFieldNames,
    told: enActTold,
    write: {
      money: moneyInEnglish,
      day: dayInEnglish,
      period: lengthIn(new Intl.PluralRules('en'), {
        D: { one: 'day', other: 'days' },
        M: { one: 'month', other: 'months' },
        Y: { one: 'year', other: 'years' },
      }),
    },
    when: (at) => TO_THE_SECOND.en.format(new Date(at)),
  },
};

/** Acts as a table, in the words of the screen that shows them. */
export function auditTable(events: readonly AuditEventDto[], language: Language): Spreadsheet {
  const w = WORDS[language];
  const { told } = w;
  return {
    name: w.sheet,
    heading: [],
    columns: w.columns.map((title) => ({ title, kind: 'text' as const, width: 24 })),
    rows: events.map((event) => [
      w.when(event.at),
      event.role === '' ? told.nobody : (event.actorName ?? event.actor),
      told.roles[event.role] ?? event.role,
      w.names[event.action] ?? event.action,
      event.account?.name ?? '',
      event.seller ?? '',
      told.results[event.result],
      event.code ?? '',
      event.reason ?? '',
      tellValues(
        event.product === null ? event.told : { ...event.told, productCode: event.product },
        told,
        w.write,
      ),
      tellFields(event.fields, w.fields, told),
      told.via[event.via],
      event.address ?? '',
      event.device ?? '',
    ]),
    totals: [],
  };
}
