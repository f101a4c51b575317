import { z } from 'zod';
import * as accounts from './accounts';
import * as notices from './notices';
import { route } from './route';

/** The sandbox and sign-in. */
export const sandboxRoutes = {
  // Sandbox
  sandboxToken: route({
    method: 'POST',
    path: '/sandbox/tokens',
    tag: 'Sandbox',
    who: 'public in the sandbox',
    summary: 'A staff token of a role',
    body: notices.sandboxTokens,
    answer: z.object({ token: z.string() }),
  }),
  sandboxAccount: route({
    method: 'POST',
    path: '/sandbox/accounts',
    tag: 'Sandbox',
    who: 'public in the sandbox',
    summary: 'An account as if just installed from amoCRM',
    body: notices.sandboxAccount,
    answer: z.object({ account: accounts.account, ownerToken: z.string() }),
  }),
  sandboxClock: route({
    method: 'GET',
    path: '/sandbox/clock',
    tag: 'Sandbox',
    who: 'public in the sandbox',
    summary: 'What time it is',
    answer: z.object({ now: z.string() }),
  }),
  sandboxMoveClock: route({
    method: 'PUT',
    path: '/sandbox/clock',
    tag: 'Sandbox',
    who: 'public in the sandbox',
    summary: 'Moves the clock forward and plays everything on the way',
    body: notices.sandboxClock,
    answer: z.object({ now: z.string() }),
    refusals: { clock_backwards: 422 },
  }),
  sandboxScheduler: route({
    method: 'PUT',
    path: '/sandbox/scheduler',
    tag: 'Sandbox',
    who: 'public in the sandbox',
    summary: 'Pauses what is scheduled, or lets it catch up',
    body: notices.sandboxScheduler,
    answer: z.object({ paused: z.boolean() }),
  }),
  sandboxReset: route({
    method: 'POST',
    path: '/sandbox/reset',
    tag: 'Sandbox',
    who: 'public in the sandbox',
    summary: 'Back to freshly seeded data',
    status: 200,
    answer: z.object({ now: z.string() }),
  }),
  sandboxLogins: route({
    method: 'GET',
    path: '/sandbox/logins',
    tag: 'Sandbox',
    who: 'public in the sandbox',
    summary: 'Log-ins of the seeded staff',
    answer: z.object({
      items: z.array(z.object({ role: z.enum(notices.staffRoles), email: z.string(), password: z.string() })),
    }),
  }),

  // Sign-in
  signIn: route({
    method: 'POST',
    path: '/sessions',
    tag: 'Sign-in',
    who: 'public',
    summary: 'Signs a staff member in to the panel',
    body: notices.signIn,
    answer: notices.me,
  }),
  exchangeLink: route({
    method: 'POST',
    path: '/sessions/link',
    tag: 'Sign-in',
    who: 'public',
    summary: 'Trades a one-time link for a session',
    body: notices.exchangeLink,
    answer: notices.me,
  }),
  signOut: route({
    method: 'DELETE',
    path: '/sessions/current',
    tag: 'Sign-in',
    who: 'signed in',
    summary: 'Ends the session',
    status: 204,
  }),
  me: route({
    method: 'GET',
    path: '/me',
    tag: 'Sign-in',
    who: 'signed in',
    summary: 'Who is calling',
    answer: notices.me,
  }),
} as const;
