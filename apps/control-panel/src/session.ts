import type { MeDto } from '@rocket/contracts';
import { signal } from '@preact/signals';
import { dropEverything } from './load';
import { callGoods } from './text/words';

export type CustomerMe = Extract<MeDto, { kind: 'user' }>;
export type StaffMe = Extract<MeDto, { kind: 'staff' }>;

/** undefined: not asked yet; null: nobody is signed in. */
export const session = signal<MeDto | null | undefined>(undefined);

/** Somebody signed in, or the session ended: what the one before has read is not for the next. */
export function enterAs(me: MeDto): void {
  dropEverything();
  callGoods(me.kind === 'user' ? me.account.goods : undefined);
  session.value = me;
}

export function forgetSession(): void {
  if (session.peek() !== null) {
    session.value = null;
    callGoods(undefined);
    dropEverything();
  }
}
