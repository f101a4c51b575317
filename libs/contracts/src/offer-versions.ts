import { z } from 'zod';
import { offerTerms } from './offers';
import { businessDate, page, pageQuery } from './primitives';
import { route } from './route';
import { ADMIN, CUSTOMER } from './who';

export const offerVersion = z
  .object({
    version: z.string(),
    title: z.string(),
    effectiveFrom: businessDate,
    /** What newcomers accept today is in force; accounts go over when their own notice has had its time. */
    state: z.enum(['past', 'in_force', 'announced']),
    publishedAt: z.string(),
    terms: offerTerms,
  })
  .meta({ id: 'OfferVersion' });

export const acceptanceActs = ['installation', 'payment', 'continued_use', 'explicit', 'cession'] as const;
export const offerAcceptance = z
  .object({
    version: z.string(),
    title: z.string(),
    act: z.enum(acceptanceActs),
    acceptedAt: z.string(),
    acceptedBy: z.string(),
    /** The account stands under this version now. */
    holds: z.boolean(),
  })
  .meta({ id: 'OfferAcceptance' });
export const acceptOffer = z.strictObject({ version: z.string().min(1, 'Укажите версию').max(60) });

export const offerVersionRoutes = {
  publishOfferVersion: route({
    method: 'POST',
    path: '/sellers/:code/versions',
    tag: 'Catalogue',
    who: ADMIN,
    summary:
      'Publishes a new version of the offer: the whole terms, effective no nearer than the current ones demand',
    body: offerTerms,
    answer: offerVersion,
  }),
  offerVersions: route({
    method: 'GET',
    path: '/sellers/:code/versions',
    tag: 'Catalogue',
    who: 'public',
    summary: 'Versions of the offer, the latest to take effect first',
    query: pageQuery,
    answer: page(offerVersion),
  }),
  offerAcceptances: route({
    method: 'GET',
    path: '/accounts/:id/offer-acceptances',
    tag: 'Accounts',
    who: CUSTOMER,
    summary: 'Which versions of the offer the account accepted, when and by what act',
    query: pageQuery,
    answer: page(offerAcceptance),
  }),
  acceptOffer: route({
    method: 'POST',
    path: '/accounts/:id/offer-acceptances',
    tag: 'Accounts',
    who: 'owner',
    summary: 'Accepts an announced version: it holds from its day, also when the notice came late',
    body: acceptOffer,
    answer: offerAcceptance,
  }),
} as const;

export type OfferVersionDto = z.infer<typeof offerVersion>;
export type OfferAcceptanceDto = z.infer<typeof offerAcceptance>;
