import type { Visit } from './http';

/** Who sits before the browser: chosen in the address, else remembered in a cookie, else the first account's admin. */
export interface Session {
  readonly accountId: number;
  readonly userId: number;
}

const COOKIE = 'emu_session';

function fromText(visit: Visit, text: string | null | undefined): Session | null {
  const [accountId, userId] = (text ?? '').split('.').map(Number);
  const account = visit.stage.world.accounts.find(({ id }) => id === accountId);
  if (!account) return null;
  const user = account.users.find(({ id }) => id === userId) ?? account.users.find(({ isAdmin }) => isAdmin);
  return user ? { accountId: account.id, userId: user.id } : null;
}

/** @throws Error when the emulator has no account at all */
export function sessionOf(visit: Visit): Session {
  const cookies = visit.request.headers.cookie ?? '';
  const remembered = cookies.split(/;\s*/).find((cookie) => cookie.startsWith(`${COOKIE}=`));
  const session =
    fromText(visit, visit.url.searchParams.get('who')) ??
    fromText(visit, remembered?.slice(COOKIE.length + 1)) ??
    fromText(visit, String(visit.stage.world.accounts[0]?.id));
  if (!session) throw new Error('The emulator has no account');
  return session;
}

export const sessionCookie = ({ accountId, userId }: Session): string =>
  `${COOKIE}=${accountId}.${userId}; Path=/; SameSite=Lax`;
