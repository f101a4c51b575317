import { localDate, parsePeriod } from '@rocket/kernel';
import { idleDays, idleStep, type IdleFacts, type IdleRule } from './idle';

/** QSockets 3.6.1, warned of erasure a fortnight ahead. */
const RULE: IdleRule = {
  after: parsePeriod('P12M'),
  blockAfter: { count: 30, unit: 'calendar_days' },
  eraseAfter: { count: 90, unit: 'calendar_days' },
  warnBeforeDays: 14,
};
const facts = (changes: Partial<Record<keyof IdleFacts, string | boolean | null>> = {}): IdleFacts =>
  ({
    activeOn: '2027-03-10',
    paidTo: null,
    hasMoney: false,
    warnedOn: null,
    blockedOn: null,
    erasureToldOn: null,
    keptUntil: null,
    ...changes,
  }) as IdleFacts;
const on = (day: string, of: IdleFacts, rule = RULE): string | null => {
  const step = idleStep(of, rule, localDate(day));
  return step && `${step.kind} ${step.on}`;
};

describe('an account nobody uses (QSockets 3.6.1)', () => {
  it('is warned after twelve calendar months, not a day before, and after a leap day too', () => {
    expect(on('2028-03-09', facts())).toBeNull();
    expect(on('2028-03-10', facts())).toBe('warn_block 2028-04-09');
    expect(on('2029-02-27', facts({ activeOn: '2028-02-29' }))).toBeNull();
    expect(on('2029-02-28', facts({ activeOn: '2028-02-29' }))).toBe('warn_block 2029-03-30');
  });

  it('is blocked thirty days after the warning was sent, however late that was', () => {
    const warned = facts({ warnedOn: '2028-05-01' });
    expect(on('2028-05-30', warned)).toBeNull();
    expect(on('2028-05-31', warned)).toBe('block 2028-05-31');
    expect(on('2028-07-01', warned)).toBe('block 2028-07-01');
  });

  it('keeps the days it has paid for: the warning names their end, and the block waits for it', () => {
    const paid = facts({ paidTo: '2028-06-01' });
    expect(on('2028-03-10', paid)).toBe('warn_block 2028-06-01');
    expect(on('2028-05-31', { ...paid, warnedOn: localDate('2028-03-10') })).toBeNull();
    expect(on('2028-06-01', { ...paid, warnedOn: localDate('2028-03-10') })).toBe('block 2028-06-01');
  });

  it('is erased ninety days after the block, told of it before, and never while its money lies here', () => {
    const blocked = facts({ warnedOn: '2028-03-10', blockedOn: '2028-04-09' });
    expect(on('2028-06-23', blocked)).toBeNull();
    expect(on('2028-06-24', blocked)).toBe('warn_erasure 2028-07-08');
    const told = { ...blocked, erasureToldOn: localDate('2028-06-24') };
    expect(on('2028-07-07', told)).toBeNull();
    expect(on('2028-07-08', told)).toBe('erase 2028-07-08');
    expect(on('2029-07-08', { ...told, hasMoney: true })).toBeNull();
    expect(on('2028-07-08', { ...told, keptUntil: localDate('2028-09-01') })).toBeNull();
    expect(on('2028-09-01', blocked)).toBe('warn_erasure 2028-09-15');
    expect(on('2029-07-08', told, { ...RULE, eraseAfter: null })).toBeNull();
  });

  it('says on which day there is something to do next', () => {
    expect(idleDays(facts(), RULE)).toEqual(['2028-03-10']);
    expect(idleDays(facts({ warnedOn: '2028-03-10' }), RULE)).toEqual(['2028-04-09']);
    expect(idleDays(facts({ blockedOn: '2028-04-09' }), RULE)).toEqual(['2028-06-24']);
    expect(idleDays(facts({ blockedOn: '2028-04-09', erasureToldOn: '2028-06-24' }), RULE)).toEqual([
      '2028-07-08',
    ]);
  });
});
