import { localDate as day } from '@rocket/kernel';
import type { OfferTerms } from './offer-terms';
import { assertPublishable, holdsFrom, versionInForce, type OfferVersion } from './offer-versions';

/** Only what publishing asks of the terms. */
const current = {
  version: '1',
  effectiveFrom: '2026-01-01',
  minimumPayment: { amount: '5000.00', currency: 'RUB' },
  bonusApprovalLimit: { amount: '10000.00', currency: 'RUB' },
  topUpBonus: [],
  priceChangeNotice: { days: 10, channels: ['push'] },
} as unknown as OfferTerms;
const version = (name: string, from: string, publishedAt = '2026-01-01T00:00:00Z'): OfferVersion => ({
  version: name,
  effectiveFrom: day(from),
  publishedAt: new Date(publishedAt),
});
const published = [version('1', '2026-01-01')];
const refusal = (next: Partial<OfferTerms>, versions = published, terms = current): unknown => {
  try {
    assertPublishable(
      { currency: 'RUB', terms },
      versions,
      { ...current, version: '2', effectiveFrom: '2027-06-11', ...next },
      day('2027-06-01'),
    );
    return null;
  } catch (error) {
    const { code, errors } = error as { code: string; errors: { path: string; message: string }[] };
    return [code, errors[0]!.path, errors[0]!.message];
  }
};

describe('a new version of an offer', () => {
  it('is published ten days ahead, not nine (clause 11.1.1)', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ effectiveFrom: '2027-06-10' })).toEqual([
      'notice_too_short',
      'effectiveFrom',
      'Самая ранняя дата — 2027-06-11',
    ]);
  });

  it('holds from its publication where the offer says so, whatever it promises for prices (Alfa CRM 12.3)', () => {
    const atOnce = { ...current, versionNoticeDays: 0 };
    expect(refusal({ effectiveFrom: '2027-06-01' }, published, atOnce)).toBeNull();
    expect(refusal({ effectiveFrom: '2027-05-31' }, published, atOnce)).toEqual([
      'notice_too_short',
      'effectiveFrom',
      'Самая ранняя дата — 2027-06-01',
    ]);
  });

  it('does not take effect before one that is announced already', () => {
    const versions = [...published, version('1.5', '2027-07-01')];
    expect(refusal({ effectiveFrom: '2027-06-30' }, versions)).toEqual([
      'notice_too_short',
      'effectiveFrom',
      'Самая ранняя дата — 2027-07-01',
    ]);
    expect(refusal({ effectiveFrom: '2027-07-01' }, versions)).toBeNull();
  });

  it('names the field that is wrong', () => {
    expect(refusal({ version: '1' })).toMatchObject(['code_taken', 'version', expect.anything()]);
    expect(refusal({ minimumPayment: { amount: '1.00', currency: 'USD' } })).toMatchObject([
      'currency_mismatch',
      'minimumPayment.currency',
      'Нужна RUB',
    ]);
  });
});

describe('the version in force', () => {
  it('is the newest whose day has come; of one day, the later published', () => {
    const versions = [
      ...published,
      version('2', '2027-06-11'),
      version('2b', '2027-06-11', '2026-02-01T00:00:00Z'),
    ];
    expect(versionInForce(versions, day('2025-12-31'))).toBeNull();
    expect(versionInForce(versions, day('2027-06-10'))?.version).toBe('1');
    expect(versionInForce(versions, day('2027-06-11'))?.version).toBe('2b');
  });
});

describe('the day a version holds from for an account', () => {
  const known = {
    effectiveFrom: day('2027-06-11'),
    toldOn: day('2027-06-01'),
    accepted: false,
    noticeDays: 10,
  };

  it('is the day it takes effect for whoever was told in time or has agreed', () => {
    expect(holdsFrom(known)).toBe('2027-06-11');
    expect(holdsFrom({ ...known, toldOn: null, accepted: true })).toBe('2027-06-11');
    expect(holdsFrom({ ...known, toldOn: day('2027-06-09'), accepted: true })).toBe('2027-06-11');
  });

  it('waits for the time of a notice that came late, and for one that never came', () => {
    expect(holdsFrom({ ...known, toldOn: day('2027-06-09') })).toBe('2027-06-19');
    expect(holdsFrom({ ...known, toldOn: null })).toBeNull();
  });
});
