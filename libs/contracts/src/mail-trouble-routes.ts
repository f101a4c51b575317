import { z } from 'zod';
import { route } from './route';
import { CUSTOMER } from './who';

/** Addresses of the account that letters do not reach: the last one to each was refused for good or came back. */
export const mailTroubles = z
  .object({
    items: z.array(
      z.object({
        address: z.string(),
        /** `refused`: the server would not have it; `bounced`: it took it and sent it back. */
        state: z.enum(['refused', 'bounced']),
        /** The other server's words. */
        answer: z.string().nullable(),
        at: z.string(),
      }),
    ),
  })
  .meta({ id: 'MailTroubles' });

/** What keeps letters from their readers. */
export const mailTroubleRoutes = {
  mailTroubles: route({
    method: 'GET',
    path: '/accounts/:id/mail-troubles',
    tag: 'Notices',
    who: CUSTOMER,
    summary: 'Addresses of the account that letters do not reach, with what their mail server said',
    answer: mailTroubles,
  }),
} as const;

export type MailTroublesDto = z.infer<typeof mailTroubles>;
