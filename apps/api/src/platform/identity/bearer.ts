import type { StaffCaller, UserCaller } from '../caller';

/** Whose a token or a session is: exactly one of the two. */
export type Bearer =
  | { readonly kind: 'staff'; readonly staffId: string }
  | { readonly kind: 'user'; readonly accountId: string; readonly userId: string };

export const bearerOf = (caller: StaffCaller | UserCaller): Bearer =>
  caller.kind === 'staff'
    ? { kind: 'staff', staffId: caller.id }
    : { kind: 'user', accountId: caller.accountId, userId: caller.id };
