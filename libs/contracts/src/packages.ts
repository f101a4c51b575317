import { z } from 'zod';
import { appointmentRules } from './catalogue';
import { language } from './language';
import { businessDate, instant, page, pageQuery, uuid } from './primitives';
import { OF_ANY_KEY, OF_REQUEST_KEYS } from './product-refusals';
import { route } from './route';
import { holder } from './subscriptions';
import { CUSTOMER, ON_BEHALF } from './who';

export const appointmentStates = ['requested', 'scheduled', 'rendered', 'cancelled', 'forfeited'] as const;

/** One service of a package, from the request for it. */
export const appointment = z
  .object({
    id: uuid,
    subscriptionId: uuid,
    unit: z.string(),
    /** What the product calls the unit; left out: it goes by its code. */
    named: z.object({ name: z.string(), english: z.string().nullable() }).optional(),
    state: z.enum(appointmentStates),
    /** The agreed time; null: none was agreed. */
    at: z.string().nullable(),
    /** What it is about, in words of whoever asked. */
    about: z.string().nullable(),
    requestedAt: z.string(),
    settledAt: z.string().nullable(),
    /** Of a forfeited one: it was given up too late, or nobody came. */
    why: z.enum(['late', 'missed']).nullable(),
    /** Until then, that instant included, the holder gives it up or moves it without cost; null: no time, or it is settled. */
    freeUntil: z.string().nullable(),
  })
  .meta({ id: 'Appointment' });

/** How much of one service a package holds. */
export const packageService = z.object({
  unit: z.string(),
  named: appointment.shape.named,
  included: z.number(),
  used: z.number(),
  /** Requested and not rendered yet. */
  reserved: z.number(),
  left: z.number(),
});

export const certificate = z
  .object({
    id: uuid,
    number: z.string(),
    issuedOn: businessDate,
    /** Null: the account holds it itself. */
    holder: z.object({ name: z.string(), contact: z.string().nullable() }).nullable(),
    passedOn: businessDate.nullable(),
    /** Its last day to be passed on; null: it cannot be, or not any more. */
    mayPassUntil: businessDate.nullable(),
    /** Its paper; null: it is not drawn up yet. */
    documentId: uuid.nullable(),
  })
  .meta({ id: 'Certificate' });

/**
 * A package of counted services in an account. `waiting`: its days have not begun; `over`: its term has ended; `ended`: it was ended
 * by hand, or given back.
 */
export const servicePackage = z
  .object({
    subscriptionId: uuid,
    productCode: z.string(),
    productName: z.string(),
    /** Of a product with tariffs: what the package is called. */
    tariff: z.object({ code: z.string(), name: z.string() }).nullable(),
    state: z.enum(['waiting', 'active', 'over', 'ended']),
    /** Its money is being given back: nothing of it may be used. */
    isGivenBack: z.boolean(),
    boughtOn: businessDate,
    startsOn: businessDate,
    /** Its last day, to midnight by the seller's clock. */
    lastDay: businessDate,
    timeZone: z.string(),
    certificate: certificate.nullable(),
    services: z.array(packageService),
    /** Null: its services are not rendered by appointment. */
    rules: appointmentRules.nullable(),
    /** Newest first. */
    appointments: z.array(appointment),
  })
  .meta({ id: 'ServicePackage' });

/** What a program of the product is told of a certificate that somebody names. */
export const heldPackage = servicePackage.extend({ account: z.number().int() }).meta({ id: 'HeldPackage' });

/** What products and packages are called in the answer. */
export const packagesQuery = pageQuery.extend({ lang: language.optional() });

const wish = z.strictObject({
  unit: z.string().min(1).max(60),
  /** The time that is agreed; left out: it is agreed later. */
  at: instant.optional(),
  about: z.string().trim().min(1).max(2000).optional(),
});
export const requestService = wish.extend({ subscriptionId: uuid });
/** By the number of the certificate, whoever holds it. */
export const requestServiceByCertificate = wish.extend({ certificate: z.string().min(1).max(40) });
export const moveAppointment = z.strictObject({ at: instant });
/** `specialist`: whoever renders the services gives it up; `holder`: whoever they are for has said so. */
export const cancelAppointment = z.strictObject({ by: z.enum(['specialist', 'holder']) });
/** `mayCost` false: only while it costs nothing; too late it is refused and nothing happens. Left out: whatever it costs. */
export const giveUpService = z.strictObject({ mayCost: z.boolean().optional() }).optional();
export const passCertificate = holder;

const OF_HOLDERS = { ...OF_ANY_KEY, not_found: 404 } as const;
const OF_TIMES = {
  appointment_in_the_past: 422,
  appointment_outside_term: 409,
  appointment_outside_hours: 422,
} as const;
const PRODUCT = { tag: 'For products', who: 'product key (usage:write)', scope: 'usage:write' } as const;

/** Packages of counted services: certificates, requests, agreed times, and what was rendered. */
export const packageRoutes = {
  packages: route({
    method: 'GET',
    path: '/accounts/:id/packages',
    tag: 'Packages',
    who: CUSTOMER,
    summary: 'Packages of the account with what is left of them, newest first',
    query: packagesQuery,
    answer: page(servicePackage),
  }),
  requestService: route({
    method: 'POST',
    path: '/accounts/:id/appointments',
    tag: 'Packages',
    who: ON_BEHALF,
    summary: 'Asks for a service of a package, at a time or without one; it is held until it is settled',
    body: requestService,
    answer: appointment,
    idempotent: true,
  }),
  moveAppointment: route({
    method: 'POST',
    path: '/accounts/:id/appointments/:appointmentId/time',
    tag: 'Packages',
    who: ON_BEHALF,
    summary: 'Agrees on a time, or on another one while it is not too late',
    body: moveAppointment,
    answer: appointment,
    status: 200,
  }),
  cancelAppointment: route({
    method: 'POST',
    path: '/accounts/:id/appointments/:appointmentId/cancellation',
    tag: 'Packages',
    who: ON_BEHALF,
    summary: 'Gives a service up: in time it comes back, later it is written off',
    body: giveUpService,
    answer: appointment,
    status: 200,
  }),
  passCertificate: route({
    method: 'POST',
    path: '/accounts/:id/certificates/:certificateId/pass',
    tag: 'Packages',
    who: 'owner, staff',
    summary: 'Passes a certificate on, whole, with what is left of it; the account does not use it any more',
    body: passCertificate,
    answer: servicePackage,
    idempotent: true,
  }),
} as const;

/** The same for back ends of products: whoever calls them names the number of a certificate. */
export const certificateRoutes = {
  certificate: route({
    method: 'GET',
    path: '/certificates/:number',
    tag: 'For products',
    who: 'product key (entitlements:read)',
    scope: 'entitlements:read',
    refusals: OF_HOLDERS,
    summary: 'Who holds a certificate by its number, until when, and what is left of it',
    answer: heldPackage,
  }),
  requestServiceByCertificate: route({
    method: 'POST',
    path: '/appointments',
    ...PRODUCT,
    refusals: {
      ...OF_HOLDERS,
      ...OF_REQUEST_KEYS,
      ...OF_TIMES,
      appointments_not_offered: 409,
      account_not_active: 409,
      refund_under_way: 409,
      subscription_ended: 409,
      unit_not_metered: 422,
      services_spent: 409,
    },
    summary: 'Asks for a service of a certificate, at a time or without one; it is held until it is settled',
    body: requestServiceByCertificate,
    answer: appointment,
    idempotent: true,
  }),
  scheduleAppointment: route({
    method: 'POST',
    path: '/appointments/:id/time',
    ...PRODUCT,
    refusals: { ...OF_HOLDERS, ...OF_TIMES, appointment_too_late: 409, appointment_settled: 409 },
    summary: 'Agrees on a time, or on another one while it is not too late',
    body: moveAppointment,
    answer: appointment,
    status: 200,
  }),
  renderAppointment: route({
    method: 'POST',
    path: '/appointments/:id/rendering',
    ...PRODUCT,
    refusals: {
      ...OF_HOLDERS,
      account_not_active: 409,
      refund_under_way: 409,
      appointment_settled: 409,
      appointment_outside_term: 409,
    },
    summary: 'The service was rendered: it is written off, and its holder is told',
    answer: appointment,
    status: 200,
  }),
  missAppointment: route({
    method: 'POST',
    path: '/appointments/:id/absence',
    ...PRODUCT,
    refusals: {
      ...OF_HOLDERS,
      account_not_active: 409,
      appointment_settled: 409,
      appointment_not_begun: 409,
    },
    summary: 'Nobody came at the agreed time: the service is written off',
    answer: appointment,
    status: 200,
  }),
  giveUpAppointment: route({
    method: 'POST',
    path: '/appointments/:id/cancellation',
    ...PRODUCT,
    refusals: { ...OF_HOLDERS, account_not_active: 409, appointment_settled: 409 },
    summary:
      'Gives a service up: by the specialist it always comes back, by its holder in time only, else it is written off',
    body: cancelAppointment,
    answer: appointment,
    status: 200,
  }),
} as const;

export type AppointmentDto = z.infer<typeof appointment>;
export type CertificateDto = z.infer<typeof certificate>;
export type ServicePackageDto = z.infer<typeof servicePackage>;
export type PackageServiceDto = z.infer<typeof packageService>;
export type HeldPackageDto = z.infer<typeof heldPackage>;
export type RequestServiceDto = z.infer<typeof requestService>;
export type RequestServiceByCertificateDto = z.infer<typeof requestServiceByCertificate>;
export type HolderDto = z.infer<typeof holder>;
