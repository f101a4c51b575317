import { earliestMoment, isToldInTime, type EffectiveMoment } from '@rocket/billing';
import { catalogError, counted, noticeTimesOf, type LeadTime, type SellerProfile } from '@rocket/catalog';
import type { AnnouncementKind } from '@rocket/contracts';
import { day } from '../notices/notice-writing';

/** How long ahead a seller's offer promises to tell of such a thing; null where it promises nothing. */
export function leadTimeOf(kind: AnnouncementKind, seller: SellerProfile): LeadTime | null {
  const times = noticeTimesOf(seller.terms);
  switch (kind) {
    case 'maintenance':
      return counted(seller.terms, times.maintenance);
    case 'product_withdrawn':
      return counted(seller.terms, times.productWithdrawn);
    case 'terms_change':
      return counted(seller.terms, times.termsChange);
    default:
      return null;
  }
}

/** As people read it: 11.06.2027, 02:00. */
export const momentWords = ({ on, time }: EffectiveMoment): string =>
  time === null ? day(on) : `${day(on)}, ${time}`;

/**
 * @throws DomainError `notice_too_short` naming the first possible moment (rules 24, 25), `calendar_unknown`
 */
export function assertToldInTime(
  kind: AnnouncementKind,
  seller: SellerProfile,
  toldAt: Date,
  effective: EffectiveMoment | null,
): void {
  const ahead = leadTimeOf(kind, seller);
  if (ahead === null || effective === null) return;
  if (isToldInTime(ahead, toldAt, effective, seller.timeZone)) return;
  const earliest = earliestMoment(ahead, toldAt, seller.timeZone);
  throw catalogError(
    'notice_too_short',
    'По оферте об этом предупреждают раньше',
    { earliest: earliest.on, earliestTime: earliest.time },
    [{ path: 'effectiveOn', message: `Самая ранняя дата — ${momentWords(earliest)}` }],
  );
}
