import { routes } from '@rocket/contracts';
import { call } from '../api';
import { forgetSession } from '../session';

/** Leaves on both sides: the server forgets the session, the panel what it has read. */
export async function signOut(): Promise<void> {
  await call(routes.signOut).catch(() => undefined);
  forgetSession();
}
