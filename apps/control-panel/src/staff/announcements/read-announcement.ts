import type { AnnouncementKind, AnnouncementTemplateDto, SellerDto } from '@rocket/contracts';
import { instantOf, isLocalDate, localDate } from '@rocket/kernel';

/** What is typed into the form; empty is left out. */
export interface AnnouncementValues extends Readonly<Record<string, string>> {
  readonly kind: string;
  readonly seller: string;
  readonly people: string;
  readonly productCode: string;
  readonly state: string;
  readonly accountId: string;
  readonly effectiveOn: string;
  readonly effectiveTime: string;
  readonly postOn: string;
  readonly postTime: string;
  readonly titleRu: string;
  readonly textRu: string;
  readonly titleEn: string;
  readonly textEn: string;
}

/** The fields of the form that hold what the door calls by another name. */
const FIELDS: Readonly<Record<string, string>> = {
  'texts.ru.title': 'titleRu',
  'texts.ru.text': 'textRu',
  'texts.en.title': 'titleEn',
  'texts.en.text': 'textEn',
  'audience.productCodes': 'productCode',
  'audience.states': 'state',
  'audience.seller': 'seller',
  audience: 'state',
  postAt: 'postOn',
};
export const fieldOfPath = (path: string): string => FIELDS[path] ?? path;

/** What was typed, as a body for the door. */
export function readAnnouncement(values: AnnouncementValues, sellers: readonly SellerDto[]): unknown {
  const zone = sellers.find(({ code }) => code === values.seller)?.timeZone ?? 'Europe/Moscow';
  return {
    kind: values.kind,
    audience: {
      seller: values.seller,
      people: values.people,
      ...(values.accountId ? { accountIds: [values.accountId] } : {}),
      ...(values.productCode ? { productCodes: [values.productCode] } : {}),
      ...(values.state ? { states: [values.state] } : {}),
    },
    texts: {
      ru: { title: values.titleRu, text: values.textRu },
      ...(values.titleEn || values.textEn ? { en: { title: values.titleEn, text: values.textEn } } : {}),
    },
    ...(values.effectiveOn ? { effectiveOn: values.effectiveOn } : {}),
    ...(values.effectiveTime ? { effectiveTime: values.effectiveTime } : {}),
    ...(values.postOn ? { postAt: instantIn(values.postOn, values.postTime || '09:00', zone) } : {}),
  };
}

/** What cannot be read goes as it was typed: the door says what is wrong with it. */
function instantIn(day: string, time: string, zone: string): string {
  const clock = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (!isLocalDate(day) || !clock) return `${day} ${time}`;
  const hour = instantOf(localDate(day), zone, Number(clock[1]));
  return new Date(hour.getTime() + Number(clock[2]) * 60_000).toISOString();
}

/** A kind with its text to begin with. */
export function withTemplate(
  values: AnnouncementValues,
  kind: AnnouncementKind,
  templates: readonly AnnouncementTemplateDto[],
): AnnouncementValues {
  const texts = templates.find((each) => each.kind === kind)?.texts;
  if (!texts) return { ...values, kind };
  const { ru, en } = texts;
  return { ...values, kind, titleRu: ru.title, textRu: ru.text, titleEn: en.title, textEn: en.text };
}
