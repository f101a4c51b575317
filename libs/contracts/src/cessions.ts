import { z } from 'zod';
import { profile } from './accounts';
import { instant, uuid } from './primitives';
import { route } from './route';
import { CUSTOMER } from './who';

/** To whom of the people of the account it is ceded. */
export const offerCession = z.strictObject({ to: uuid });

/** The new owner takes the account over: with requisites of its own and the whole offer as it stands (Alfa CRM 4.6). */
export const acceptCession = z.strictObject({
  /** The version of the offer that was shown: the one the account stands under. */
  version: z.string().min(1, 'Укажите версию').max(60),
  /** All terms of it, without exceptions. */
  agreed: z.literal(true, 'Без согласия со всеми условиями оферты аккаунт не переходит'),
  requisites: profile,
});

/** Giving an account over to another owner (Alfa CRM 4.6). Who pays for an account gains nothing by it (5.9). */
export const cession = z
  .object({
    /** Whether the offer lets an account be ceded. */
    isOffered: z.boolean(),
    /** What the new owner has to accept. */
    version: z.string(),
    /** Offered and not answered yet. */
    open: z
      .object({
        id: uuid,
        to: z.object({ id: uuid, name: z.string() }),
        offeredBy: z.string(),
        offeredAt: instant,
        /** The one who asks is the one it is ceded to. */
        isMine: z.boolean(),
      })
      .nullable(),
    /** Cessions that took place, the latest first. */
    done: z.array(
      z.object({
        id: uuid,
        to: z.object({ id: uuid, name: z.string() }),
        at: instant,
        version: z.string(),
        /** Parties of the contract, as they call themselves in their requisites; null: none were given yet. */
        from: z.string().nullable(),
        party: z.string(),
      }),
    ),
  })
  .meta({ id: 'AccountCession' });

const common = { tag: 'People' } as const;
export const cessionRoutes = {
  cession: route({
    ...common,
    method: 'GET',
    path: '/accounts/:id/cession',
    who: CUSTOMER,
    summary: 'Whether the account may be ceded to another owner, to whom it is offered, and what took place',
    answer: cession,
  }),
  offerCession: route({
    ...common,
    method: 'POST',
    path: '/accounts/:id/cession',
    who: 'owner',
    summary: 'Offers the account to another of its people; nothing changes until they accept',
    body: offerCession,
    answer: cession,
  }),
  endCession: route({
    ...common,
    method: 'DELETE',
    path: '/accounts/:id/cession',
    who: 'owner, or the one it is ceded to',
    summary: 'Takes the offer back, or declines it',
    status: 204,
  }),
  acceptCession: route({
    ...common,
    method: 'POST',
    path: '/accounts/:id/cession/acceptance',
    who: 'the one it is ceded to',
    summary:
      'Takes the account over: the whole offer is accepted, papers carry the new party, the former owner is out',
    body: acceptCession,
    answer: cession,
  }),
} as const;

export type AcceptCessionDto = z.output<typeof acceptCession>;
export type AccountCessionDto = z.infer<typeof cession>;
