import { enAccount } from './en-account';
import { enOffice } from './en-office';
import { ruAccount } from './ru-account';
import { ruOffice } from './ru-office';

const DAY = '30.06.2027';

it.each([
  ['the customer in Russian', ruAccount.documents.due],
  ['the customer in English', enAccount.documents.due],
  ['the office in Russian', ruOffice.due],
  ['the office in English', enOffice.due],
])('%s is not promised originals or a copy by a day that is over', (_, due) => {
  for (const what of ['send_originals', 'return_copy'] as const) {
    expect(due[what](DAY, false)).toMatch(/ (до 30\.06\.2027 включительно|(by|until) 30\.06\.2027)$/);
    expect(due[what](DAY, true)).toMatch(/истёк|должен был|had to|due by/);
    expect(due[what](DAY, true)).toContain(DAY);
    expect(due[what]('', false)).not.toMatch(/до|by|until|:/);
  }
});
