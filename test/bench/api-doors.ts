import type { BookCustomer } from './customers';

/** Each customer comes from an address of their own, through a proxy of ours. */
export const OUR_ENV = { TRUST_PROXY: 'on' };

/** Something people wait for. */
export interface Door {
  readonly name: string;
  path(customer: BookCustomer): string;
  credential(customer: BookCustomer): string;
}

export const DOORS: readonly Door[] = [
  {
    name: 'Balance',
    path: ({ accountId }) => `/api/v1/accounts/${accountId}/balance`,
    credential: ({ token }) => `Authorization: Bearer ${token}`,
  },
  {
    name: 'Page of a statement',
    path: ({ accountId }) => `/api/v1/accounts/${accountId}/entries?limit=50`,
    credential: ({ token }) => `Authorization: Bearer ${token}`,
  },
  {
    name: 'State of the widget',
    path: () => '/api/v1/widget/state?lang=ru',
    credential: ({ widgetToken }) => `X-Auth-Token: ${widgetToken}`,
  },
];

/** The customer's address, as a proxy hands it over. */
export const addressOf = (index: number): string => `10.0.${index >> 8}.${index & 255}`;

export const requestOf = (
  door: Door,
  customer: BookCustomer,
  index: number,
  path = door.path(customer),
): Buffer =>
  Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: ${addressOf(index)}\r\n${door.credential(customer)}\r\n\r\n`,
  );
