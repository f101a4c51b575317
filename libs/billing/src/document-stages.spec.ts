import { localDate } from '@rocket/kernel';
import {
  acceptedBySilenceOn,
  documentDuties,
  mayObject,
  stageReached,
  type DocumentCourse,
  type DocumentStage,
} from './document-stages';

const days = (count: number) => ({ count, unit: 'working_days' as const });
const upd: DocumentCourse = {
  kind: 'upd',
  stages: ['issued'],
  issuedOn: localDate('2027-06-01'),
  toldOn: localDate('2027-06-01'),
  silence: days(5),
  originals: { sentWithin: days(20), returnedWithin: days(10) },
  originalsSentOn: null,
  acceptedOn: null,
  today: localDate('2027-06-03'),
  payUntil: null,
};
const asked = (changes: Partial<DocumentCourse>): string[] =>
  documentDuties({ ...upd, ...changes }).map(
    ({ who, what, on, overdue }) => `${who} ${what} ${on}${overdue ? ', overdue' : ''}`,
  );

describe('what is asked about a document (rule 19)', () => {
  // 14 June 2027 is a day off: 12 June fell on a Saturday.
  it.each<[string, Partial<DocumentCourse>, string[]]>([
    [
      'a UPD the customer was told of',
      {},
      ['customer sign_or_object 2027-06-09', 'seller send_originals 2027-06-30'],
    ],
    [
      'one accepted by silence today',
      {
        stages: ['issued', 'delivered', 'accepted'],
        acceptedOn: localDate('2027-06-09'),
        today: localDate('2027-06-09'),
      },
      ['customer sign_or_object 2027-06-09', 'seller send_originals 2027-06-30'],
    ],
    ['one whose letter did not arrive', { toldOn: null }, ['seller tell null']],
    [
      'one accepted by silence, originals not yet out',
      { stages: ['issued', 'delivered', 'accepted'] },
      ['seller send_originals 2027-06-30'],
    ],
    [
      'one accepted by silence, originals out',
      { stages: ['issued', 'accepted'], originalsSentOn: localDate('2027-06-10') },
      ['customer return_copy 2027-06-28'],
    ],
    [
      'one whose originals had to go out by yesterday',
      { stages: ['issued', 'accepted'], today: localDate('2027-07-01') },
      ['seller send_originals 2027-06-30, overdue'],
    ],
    [
      'one whose copy had to come back by yesterday',
      {
        stages: ['issued', 'accepted'],
        originalsSentOn: localDate('2027-06-10'),
        today: localDate('2027-06-29'),
      },
      ['customer return_copy 2027-06-28, overdue'],
    ],
    ['one that was signed', { stages: ['issued', 'signed'] }, []],
    [
      'one that was disputed',
      { stages: ['issued', 'disputed'], originalsSentOn: localDate('2027-06-10') },
      ['seller answer_objection null'],
    ],
    ['a dispute settled by a signature', { stages: ['issued', 'disputed', 'signed'] }, []],
    ['one that was cancelled', { stages: ['issued', 'cancelled'] }, []],
    [
      'a correction: five working days to sign it, and silence never accepts it (7.8)',
      { kind: 'correction', originals: null },
      ['customer sign 2027-06-09'],
    ],
    [
      'a correction nobody signed in time is asked for all the same: the money waits (7.8)',
      { kind: 'correction', originals: null, today: localDate('2027-06-10') },
      ['customer sign 2027-06-09, overdue'],
    ],
    [
      'a correction where the offer names no such days, or its letter did not arrive',
      { kind: 'correction', originals: null, silence: null },
      ['customer sign null'],
    ],
    ['an offer that knows no silence and no originals', { silence: null, originals: null }, []],
    [
      'an invoice that waits for money',
      { kind: 'invoice', payUntil: localDate('2027-06-11') },
      ['customer pay 2027-06-11'],
    ],
    ['an invoice that waits for nothing', { kind: 'invoice' }, []],
    [
      'a day in a year without a calendar',
      { toldOn: localDate('2027-12-31'), issuedOn: localDate('2027-12-31') },
      ['customer sign_or_object null', 'seller send_originals null'],
    ],
  ])('%s', (_story, changes, duties) => expect(asked(changes)).toEqual(duties));

  it('silence of five working days begins when the letter counts as received', () => {
    expect(acceptedBySilenceOn(localDate('2027-06-01'), days(5))).toBe('2027-06-09');
    expect(acceptedBySilenceOn(localDate('2027-06-04'), days(5))).toBe('2027-06-11');
  });

  it.each<[string, DocumentStage[], string | null, string, boolean]>([
    ['while nothing is decided', ['issued', 'delivered'], null, '2027-06-08', true],
    [
      'on the last day, when silence already counts',
      ['issued', 'accepted'],
      '2027-06-09',
      '2027-06-09',
      true,
    ],
    ['not on the day after', ['issued', 'accepted'], '2027-06-09', '2027-06-10', false],
    ['not twice', ['issued', 'accepted', 'disputed'], '2027-06-09', '2027-06-09', false],
    ['not after a signature', ['issued', 'accepted', 'signed'], '2027-06-09', '2027-06-09', false],
  ])('the customer may refuse: %s', (_story, stages, acceptedOn, today, may) =>
    expect(mayObject(stages, acceptedOn === null ? null : localDate(acceptedOn), localDate(today))).toBe(may),
  );

  it('a letter sent again undoes no decision', () => {
    expect(stageReached(['issued', 'signed', 'sent', 'delivered'])).toBe('signed');
    expect(stageReached(['issued', 'disputed', 'sent'])).toBe('disputed');
    expect(stageReached([])).toBe('issued');
  });
});
