import { routes, type Route } from '@rocket/contracts';
import type { FastifyRequest } from 'fastify';

export const API_PREFIX = '/api/v1';

/** Method and path with the names of parameters left out: `GET /api/v1/accounts/:`. */
export const doorName = (method: string, path: string): string =>
  `${method} ${path.replace(/:\w+/g, ':').replace(/(.)\/$/, '$1')}`;

const byName = new Map<string, Route>(
  Object.values<Route>(routes).map((route) => [doorName(route.method, API_PREFIX + route.path), route]),
);

/** By method and pattern, of the doors that were asked for: there are no more of them than doors. */
const ofDoors = new Map<string, Route | undefined>();

/** The route of the contract a request came in by; undefined for doors outside it (health, metrics). */
export function contractOf({ method, routeOptions }: FastifyRequest): Route | undefined {
  const url = routeOptions.url ?? '';
  const door = `${method} ${url}`;
  if (!ofDoors.has(door)) ofDoors.set(door, byName.get(doorName(method, url)));
  return ofDoors.get(door);
}
