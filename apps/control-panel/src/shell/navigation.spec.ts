import type { MeDto, StaffRole } from '@rocket/contracts';
import { isCurrent, navigationOf } from './navigation';

const staff = (role: StaffRole): MeDto => ({ kind: 'staff', id: 'x', name: 'x', role });
const sections = (role: StaffRole) => navigationOf(staff(role)).map((item) => item.section);

describe('the menu', () => {
  it('shows each role what it may do (rule 31)', () => {
    expect(sections('support')).toEqual([
      'accounts',
      'supportDesk',
      'reports',
      'approvals',
      'notices',
      'personalData',
      'promotions',
    ]);
    expect(sections('account_manager')).toEqual([
      'accounts',
      'supportDesk',
      'receipts',
      'cardPayments',
      'partners',
      'handOvers',
      'registers',
      'reports',
      'notices',
    ]);
    expect(sections('accountant')).toEqual([
      'accounts',
      'receipts',
      'cardPayments',
      'fiscalReceipts',
      'partners',
      'handOvers',
      'registers',
      'reports',
      'notices',
    ]);
    expect(sections('administrator')).toEqual([
      'accounts',
      'supportDesk',
      'receipts',
      'cardPayments',
      'fiscalReceipts',
      'partners',
      'handOvers',
      'registers',
      'reports',
      'approvals',
      'notices',
      'personalData',
      'runs',
      'catalogue',
      'promotions',
      'offers',
      'people',
      'audit',
    ]);
  });

  it('shows partners their cabinet, and nobody else (rule 34)', () => {
    const customer = (isPartner?: true) =>
      navigationOf({ kind: 'user', account: { isPartner } } as MeDto).map((item) => item.section);
    expect(customer(true)).toEqual([...customer(), 'partner']);
    expect(customer()).not.toContain('partner');
  });

  it('marks the section of a page inside it, and home only at home', () => {
    expect(isCurrent('/accounts', '/accounts/1/entries')).toBe(true);
    expect(isCurrent('/', '/products')).toBe(false);
  });
});
