import type { MeDto, StaffRole } from '@rocket/contracts';
import type { Words } from '../text/words';
import type { IconName } from './icons';

type Section = keyof Words['nav'] & IconName;

export interface NavItem {
  readonly section: Section;
  readonly href: string;
}

const CUSTOMER: readonly NavItem[] = [
  { section: 'overview', href: '/' },
  { section: 'products', href: '/products' },
  { section: 'topUp', href: '/top-up' },
  { section: 'documents', href: '/documents' },
  { section: 'history', href: '/history' },
  { section: 'notices', href: '/notices' },
  { section: 'requisites', href: '/requisites' },
  { section: 'people', href: '/people' },
  { section: 'support', href: '/support' },
];

/** Only for one who brings customers (rule 34). */
const PARTNER: NavItem = { section: 'partner', href: '/partner' };

/** Rule 31: each role sees what it may do. The server decides; this only keeps closed doors out of the menu. */
const STAFF: readonly (NavItem & { readonly roles: readonly StaffRole[] })[] = [
  {
    section: 'accounts',
    href: '/accounts',
    roles: ['support', 'account_manager', 'accountant', 'administrator'],
  },
  {
    section: 'supportDesk',
    href: '/support-requests',
    roles: ['support', 'account_manager', 'administrator'],
  },
  { section: 'receipts', href: '/receipts', roles: ['account_manager', 'accountant', 'administrator'] },
  {
    section: 'cardPayments',
    href: '/card-payments',
    roles: ['account_manager', 'accountant', 'administrator'],
  },
  {
    section: 'fiscalReceipts',
    href: '/fiscal-receipts',
    roles: ['accountant', 'administrator'],
  },
  { section: 'partners', href: '/partners', roles: ['account_manager', 'accountant', 'administrator'] },
  { section: 'handOvers', href: '/hand-overs', roles: ['account_manager', 'accountant', 'administrator'] },
  { section: 'registers', href: '/registers', roles: ['account_manager', 'accountant', 'administrator'] },
  {
    section: 'reports',
    href: '/reports',
    roles: ['support', 'account_manager', 'accountant', 'administrator'],
  },
  { section: 'approvals', href: '/approvals', roles: ['support', 'administrator'] },
  {
    section: 'notices',
    href: '/announcements',
    roles: ['support', 'account_manager', 'accountant', 'administrator'],
  },
  { section: 'personalData', href: '/personal-data', roles: ['support', 'administrator'] },
  { section: 'runs', href: '/runs', roles: ['administrator'] },
  { section: 'catalogue', href: '/catalogue', roles: ['administrator'] },
  { section: 'promotions', href: '/promotions', roles: ['support', 'administrator'] },
  { section: 'offers', href: '/offers', roles: ['administrator'] },
  { section: 'people', href: '/staff', roles: ['administrator'] },
  { section: 'audit', href: '/audit', roles: ['administrator'] },
];

export function navigationOf(me: MeDto): readonly NavItem[] {
  if (me.kind === 'staff') return STAFF.filter((item) => item.roles.includes(me.role));
  return me.account.isPartner ? [...CUSTOMER, PARTNER] : CUSTOMER;
}

export const maySee = (role: StaffRole, section: Section): boolean =>
  STAFF.some((item) => item.section === section && item.roles.includes(role));

export const isCurrent = (href: string, path: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
