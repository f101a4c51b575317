import { day } from './testing/scenario';
import { assertTransferable, type TransferFacts } from './transfer-rules';

const licence: TransferFacts = {
  rule: 'resale',
  name: 'Коннектор',
  state: 'active',
  periodStart: day('2027-01-01'),
  paidTo: day('2027-02-01'),
  isFree: false,
  belongsToProject: false,
};
const asked = (changes: Partial<TransferFacts>, today = '2027-01-31') => {
  try {
    assertTransferable({ ...licence, ...changes }, day(today));
    return 'may be passed on';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

it.each([
  ['a paid licence on its last day', {}, 'may be passed on'],
  [
    'one that begins later',
    { periodStart: day('2027-03-01'), paidTo: day('2027-04-01') },
    'may be passed on',
  ],
  ['under an offer without a transfer', { rule: 'none' as const }, 'transfer_not_offered'],
  ['under one that is passed on otherwise', { rule: 'gift_whole' as const }, 'transfer_not_offered'],
  ['what belongs to a project', { belongsToProject: true }, 'transfer_not_offered'],
  ['an ended one', { state: 'ended' as const }, 'transfer_over'],
  ['one whose days are over', { paidTo: day('2027-01-31') }, 'transfer_over'],
  ['a trial', { state: 'trial' as const, periodStart: null }, 'nothing_to_transfer'],
  ['what is suspended', { state: 'suspended' as const }, 'nothing_to_transfer'],
  ['what was given free of charge', { isFree: true }, 'nothing_to_transfer'],
])('%s: %#', (_, changes, said) => {
  expect(asked(changes)).toBe(said);
});
