import type { ruProductCalls } from './ru-product-calls';

export const enProductCalls: typeof ruProductCalls = {
  calls: {
    entitlement: {
      title: 'Ask for an entitlement',
      text: 'Whether an account of amoCRM may use the product now, how many days are left, where its limits stand, and a licence that is checked off line. Ask when a person comes in, and at least once an hour.',
    },
    entitlements: {
      title: 'Ask for several entitlements',
      text: 'The same for several accounts and products of the key, up to 200 pairs at once. Changes nothing.',
    },
    entitlementByToken: {
      title: 'Ask by the token of a project',
      text: 'For products with projects: who has come and what they may do, when only the token of a project is known. Changes nothing.',
    },
    recordUsage: {
      title: 'Count use',
      text: 'Tells how much an account used. What happens over the limit is up to the offer: refuse, drop, warn or charge.',
    },
    recordUsageBatch: {
      title: 'Count a batch of use',
      text: 'Up to 1000 events at once. Each is counted once by its own key and answered for: one refused does not hinder the others.',
    },
    reserveUsage: {
      title: 'Reserve',
      text: 'Holds a part of a limit before it is used: for what cannot begin without it. A reservation is then confirmed or released, or frees itself.',
    },
    confirmReservation: {
      title: 'Confirm a reservation',
      text: 'Counts what was used of a reservation, once, and frees the rest.',
    },
    releaseReservation: {
      title: 'Release a reservation',
      text: 'Frees a reservation: nothing of it was used.',
    },
    certificate: {
      title: 'Look a certificate up',
      text: 'Who holds a certificate, until what day it lasts, what is left of its services and what was asked for. Changes nothing.',
    },
    requestServiceByCertificate: {
      title: 'Book a service',
      text: 'Takes hold of one service of a package by the number of its certificate, at a time or without one. Until it is rendered it is not written off.',
    },
    scheduleAppointment: {
      title: 'Agree on a time, or on another',
      text: 'Sets the time of a service. An agreed time is moved while it is not too late: the product says how long that is.',
    },
    renderAppointment: {
      title: 'Mark a service as rendered',
      text: 'Writes the service off its package and tells the holder.',
    },
    missAppointment: {
      title: 'Mark that nobody came',
      text: 'The time has passed and the holder neither came nor said so: the service is written off.',
    },
    giveUpAppointment: {
      title: 'Cancel an appointment',
      text: 'Cancelled by the specialist the service always comes back, by its holder only in time; else it is written off.',
    },
  },
};
