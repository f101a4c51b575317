import type { AccessLevel, ProductKeyScope, StaffRole } from '@rocket/contracts';
import { ApiError, notFound } from './api-error';

export interface StaffCaller {
  readonly kind: 'staff';
  readonly id: string;
  readonly name: string;
  readonly role: StaffRole;
  /** Has to set up a second factor before anything else. */
  readonly mustEnrol?: true;
}

export interface UserCaller {
  readonly kind: 'user';
  readonly id: string;
  readonly name: string;
  readonly accountId: string;
  readonly level: AccessLevel;
  readonly via: 'session' | 'widget' | 'token';
  /** When what they showed ends; left out where nothing lasts longer than a request. */
  readonly validUntil?: Date;
}

export interface ProductCaller {
  readonly kind: 'product';
  /** The product its key was made for. */
  readonly productCode: string;
  /** All products of the key, that one first. */
  readonly products: readonly string[];
  readonly scopes: readonly ProductKeyScope[];
  readonly keyId: string;
}

/** Who is calling. */
export type Caller = StaffCaller | UserCaller | ProductCaller | { readonly kind: 'nobody' };

export const NOBODY: Caller = { kind: 'nobody' };

/**
 * What a door may ask for. `customer` is a user of an account at any level, `spender` one who may spend its
 * money (owner, administrator, billing), `account_administrator` its owner or administrator, `staff` any role,
 * `signed_in` a user or staff.
 */
export type Admitted =
  | 'public'
  | 'customer'
  | 'spender'
  | 'account_administrator'
  | 'owner'
  | 'widget'
  | 'staff'
  | StaffRole
  | 'product'
  | 'signed_in';

export const mayEnter = (caller: Caller, admitted: readonly Admitted[]): boolean =>
  admitted.some((one) => matches(caller, one));

function matches(caller: Caller, one: Admitted): boolean {
  switch (one) {
    case 'public':
      return true;
    case 'signed_in':
      return caller.kind === 'user' || caller.kind === 'staff';
    // The widget's doors hold nothing a user could not see in the panel, so how they signed in is no matter.
    case 'widget':
    case 'customer':
      return caller.kind === 'user';
    case 'spender':
      return caller.kind === 'user' && caller.level !== 'viewer';
    case 'account_administrator':
      return caller.kind === 'user' && (caller.level === 'owner' || caller.level === 'administrator');
    case 'owner':
      return caller.kind === 'user' && caller.level === 'owner';
    case 'product':
      return caller.kind === 'product';
    case 'staff':
      return caller.kind === 'staff';
    default:
      return caller.kind === 'staff' && caller.role === one;
  }
}

/** The caller as a key: requests are idempotent per caller, entries name it as their actor. */
export function callerKey(caller: Caller): string {
  switch (caller.kind) {
    case 'staff':
      return `staff:${caller.id}`;
    case 'user':
      return `user:${caller.id}`;
    case 'product':
      return `product:${caller.keyId}`;
    case 'nobody':
      return 'nobody';
  }
}

/**
 * Lets a caller at one account: its own users and staff of any role. For others it does not exist: throws
 * `not_found`. What the caller may do there is `@Who`'s business.
 */
export function requireAccount(caller: Caller, accountId: string): void {
  if (caller.kind === 'nobody') throw new ApiError('unauthenticated', 'Нужно войти');
  if (caller.kind === 'staff') return;
  if (caller.kind === 'user' && caller.accountId === accountId.toLowerCase()) return;
  throw notFound('Такого аккаунта нет');
}
