import { accessLevels, staffRoles } from '@rocket/contracts';
import { DomainError } from '@rocket/kernel';
import { NOBODY, mayEnter, requireAccount, type Caller } from './caller';

const ACCOUNT = '0190f000-0000-7000-8000-00000000000a';
const OTHER = '0190f000-0000-7000-8000-00000000000b';
const user = (level: (typeof accessLevels)[number]): Caller => ({
  kind: 'user',
  id: 'u',
  name: 'Анна',
  accountId: ACCOUNT,
  level,
  via: 'session',
});
const staff = (role: (typeof staffRoles)[number]): Caller => ({ kind: 'staff', id: 's', name: 'Пётр', role });
const product: Caller = { kind: 'product', productCode: 'p', products: ['p'], scopes: [], keyId: 'k' };
const codeOf = (work: () => void): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};

describe('who may enter', () => {
  it('a door of an account lets its users in, and spends only for those who may spend', () => {
    expect(accessLevels.filter((level) => mayEnter(user(level), ['customer']))).toEqual([...accessLevels]);
    expect(accessLevels.filter((level) => mayEnter(user(level), ['spender']))).toEqual([
      'owner',
      'administrator',
      'billing',
    ]);
    expect(accessLevels.filter((level) => mayEnter(user(level), ['owner']))).toEqual(['owner']);
    expect(accessLevels.filter((level) => mayEnter(user(level), ['account_administrator']))).toEqual([
      'owner',
      'administrator',
    ]);
  });

  it('an administrator of a customer is no administrator of ours', () => {
    expect(mayEnter(user('administrator'), ['administrator'])).toBe(false);
    expect(mayEnter(staff('administrator'), ['spender', 'customer', 'owner', 'widget', 'product'])).toBe(
      false,
    );
  });

  it('a door of a role is open to that role alone', () => {
    expect(staffRoles.filter((role) => mayEnter(staff(role), ['support', 'administrator']))).toEqual([
      'support',
      'administrator',
    ]);
    expect(staffRoles.filter((role) => mayEnter(staff(role), ['staff']))).toEqual([...staffRoles]);
  });

  it('nobody enters but by a public door, and a product key only by its own', () => {
    expect(mayEnter(NOBODY, ['signed_in', 'customer', 'staff', 'widget', 'product'])).toBe(false);
    expect(mayEnter(NOBODY, ['staff', 'public'])).toBe(true);
    expect(mayEnter(product, ['signed_in', 'customer', 'staff', 'widget'])).toBe(false);
    expect(mayEnter(product, ['product'])).toBe(true);
  });
});

describe('an account', () => {
  it('is there for its own users and for staff, and does not exist for others', () => {
    expect(codeOf(() => requireAccount(user('viewer'), ACCOUNT))).toBeNull();
    expect(codeOf(() => requireAccount(user('viewer'), ACCOUNT.toUpperCase()))).toBeNull();
    expect(codeOf(() => requireAccount(staff('support'), OTHER))).toBeNull();
    expect(codeOf(() => requireAccount(user('owner'), OTHER))).toBe('not_found');
    expect(codeOf(() => requireAccount(product, ACCOUNT))).toBe('not_found');
    expect(codeOf(() => requireAccount(NOBODY, ACCOUNT))).toBe('unauthenticated');
  });
});
