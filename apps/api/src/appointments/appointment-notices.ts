import { unitName } from '@rocket/catalog';
import type { NewNotice } from '../notices/notice.store';
import type { AppointmentRecord } from './appointment.store';
import type { PackageRecord } from './package.store';

export type AppointmentNews = 'scheduled' | 'moved' | 'cancelled' | 'late' | 'missed';

const factsOf = ({ unit }: AppointmentRecord, { productCode, productName, tariff, units }: PackageRecord) => {
  const english = units.find(({ code }) => code === unit)?.english;
  return {
    productCode,
    productName,
    ...(tariff ? { package: tariff.name } : {}),
    unit,
    unitName: unitName(units, unit),
    ...(english ? { unitEnglish: english } : {}),
  };
};

/** Rendering is proved by this notice, and only then is the service written off (Astars 5.3.11). */
export const renderedNotice = (one: AppointmentRecord, of: PackageRecord): NewNotice => ({
  accountId: one.accountId,
  key: `service_rendered:${one.id}`,
  kind: 'service_rendered',
  facts: factsOf(one, of),
});

/** What somebody else than the customer has done to an agreed time, or what giving it up late came to. */
export const changedNotice = (
  one: AppointmentRecord,
  of: PackageRecord,
  what: AppointmentNews,
  { at, timeZone }: { readonly at: Date | null; readonly timeZone: string },
  now: Date,
): NewNotice => ({
  accountId: one.accountId,
  key: `appointment_changed:${one.id}:${what}:${now.getTime()}`,
  kind: 'appointment_changed',
  facts: { ...factsOf(one, of), what, ...(at ? { at: at.toISOString(), timeZone } : {}) },
});
