import { nextCount } from './count-reach';

const POSTED = new Date('2027-06-01T09:00:00Z');
const HOUR_MS = 3_600_000;

describe('the kept reach of an announcement', () => {
  it('is counted every minute while it is new and ever less often later', () => {
    expect(nextCount(POSTED, POSTED).toISOString()).toBe('2027-06-01T09:01:00.000Z');
    const dayLater = new Date(POSTED.getTime() + 24 * HOUR_MS);
    expect((nextCount(POSTED, dayLater).getTime() - dayLater.getTime()) / 60_000).toBe(1 + 72);
  });

  it('of a month takes no more than some hundreds of counts', () => {
    let counts = 0;
    const monthLater = POSTED.getTime() + 30 * 24 * HOUR_MS;
    for (let now = POSTED; now.getTime() < monthLater; now = nextCount(POSTED, now)) counts += 1;
    expect(counts).toBeLessThan(300);
  });
});
