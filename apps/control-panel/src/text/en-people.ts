import type { ruPeople } from './ru-people';

export const enPeople: typeof ruPeople = {
  caption: 'People of the account',
  lead: 'Who of your amoCRM enters the panel, and what they may do.',
  refresh: 'Refresh from amoCRM',
  refreshed: 'The list is up to date',
  empty: 'Nobody yet: the list comes from amoCRM',
  you: 'this is you',
  columns: { name: 'Person', level: 'Access level', rights: 'In amoCRM', change: 'Change' },
  rights: { admin: 'Administrator', user: 'User', free: 'No licence', gone: 'Switched off' },
  closed: 'Access closed',
  byRights: 'by amoCRM rights',
  change: 'Change',
  dataRequest: 'Data request',
  myData: 'My data',
  changeTitle: (name) => `Access: ${name}`,
  level: 'Access level',
  levels: {
    owner: 'Everything, termination and naming owners too',
    administrator: 'Products, money, documents and people’s access, except owners',
    billing: 'Products, top-ups, requisites and documents',
    viewer: 'Sees everything, changes nothing',
  },
  access: 'May enter the panel and the widget',
  saved: 'Access changed',
  connection: 'Link to amoCRM',
  states: {
    connected: 'Connected',
    needs_reauth: 'Link lost',
    removed: 'Rocket was removed from amoCRM',
    none: 'Not connected',
  },
  explain: {
    connected: '',
    needs_reauth:
      'Products work and renew as before. Press “Connect again” to have the list of people refreshed.',
    removed: 'Nothing more will be charged: auto-renew is off. The balance and documents are kept.',
    none: 'Connect the amoCRM account to see its people.',
  },
  troubles: {
    unpaid: 'The amoCRM subscription is not paid: amoCRM gives no data. We try again in an hour.',
    blocked: 'amoCRM does not take our requests for now. There is nothing to do.',
    refused: 'amoCRM does not know our integration. We are looking into it.',
  },
  warnings: {
    technical: {
      title: 'A technical account of amoCRM: nothing is charged',
      customer:
        'Trials and free access are to be had; paid products are connected in a working account. What was paid before works until its period ends.',
      staff:
        'amoCRM lends it for development: paid products are neither connected nor renewed. Free access may be given.',
    },
    needs_reauth: {
      title: 'The link to amoCRM is lost',
      customer:
        'Products work and renew, but the list of people is not refreshed. An administrator of amoCRM has to press “Connect again”.',
      staff:
        'The customer’s products work and renew, but the list of people is not refreshed. Pass the link to the administrator of their amoCRM.',
    },
    removed: {
      title: 'Rocket was removed from amoCRM',
      customer:
        'Auto-renew is off, nothing more will be charged; the balance and documents are kept. To come back, press “Connect again”, then switch auto-renew on for the products you need.',
      staff:
        'Auto-renew is off, nothing more will be charged. If the customer wants to come back, pass the link on; they switch auto-renew on themselves.',
    },
    unpaid: {
      title: 'The amoCRM subscription is not paid',
      customer:
        'amoCRM gives no data of the account, so products may not work. Pay for amoCRM: we check every hour, there is nothing to connect again.',
      staff: 'amoCRM gives no data of the account. The customer has to pay for amoCRM; we check every hour.',
    },
    blocked: {
      title: 'amoCRM does not take our requests for now',
      customer: 'There is nothing to do: we keep trying. If it lasts more than a day, write to us.',
      staff: 'We keep trying. If it lasts more than a day, turn to the support of amoCRM.',
    },
    refused: {
      title: 'amoCRM does not know our integration',
      customer: 'There is nothing to do: we are looking into it.',
      staff: 'For an administrator: check the keys of the integration in amoCRM and in the settings.',
    },
  },
  since: (day) => `since ${day}`,
  connect: 'Connect',
  connectAgain: 'Connect again',
  neverConnected:
    'Rocket was never connected to the customer’s amoCRM. Pass the link to the administrator of their amoCRM, who opens it and confirms the access.',
  token: {
    title: 'Connect by a long-lived token',
    when: 'Needed only when your integration was made inside amoCRM itself, for one account. In every other case the “Connect” button is enough.',
    where:
      'An administrator makes the token in the settings of the integration in amoCRM, on the tab of keys, for one day to five years. It does not renew itself: when it ends, another one is needed.',
    label: 'Long-lived token',
    hint: 'Paste all of it. We keep the token encrypted and never show it again.',
    send: 'Connect by the token',
    done: 'amoCRM is connected by the token',
    wrong: () =>
      'amoCRM does not connect by this token: paste all of it, and check that it belongs to this account and has not ended.',
  },
  endsOn: 'The token is valid until',
  host: 'Address',
  state: 'State',
  seats: 'Seats in amoCRM',
  seatsOn: (n, day) => `${n} ${n === 1 ? 'user' : 'users'}, on ${day}`,
  followTitle: 'Quantity by the number of users',
  followText:
    'These products are paid for by the amoCRM user. Switch it on and the quantity follows their number: when there are more people we tell you ahead, and the new sum begins with the next period.',
  now: (n) => `now ${n}`,
  next: (n, day, cost) => `${day ? `from ${day}` : 'from the next period'}: ${n}, ${cost} for a period`,
  followOn: (name) => `${name}: the quantity follows the users`,
  followOff: (name) => `${name}: the quantity changes no more by itself`,
};
