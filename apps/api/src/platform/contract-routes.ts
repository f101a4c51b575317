import { routes, type Route } from '@rocket/contracts';
import type { FastifyRequest } from 'fastify';

export const API_PREFIX = '/api/v1';

/** Method and path with the names of parameters left out: `GET /api/v1/accounts/:`. */
export const doorName = (method: string, path: string): string =>
  `${method} ${path.replace(/:\w+/g, ':').replace(/(.)\/$/, '$1')}`;

const byName = new Map<string, Route>(
  Object.values<Route>(routes).map((route) => [doorName(route.method, API_PREFIX + route.path), route]),
);

/** The route of the contract a request came in by; undefined for doors outside it (health, metrics). */
export const contractOf = (request: FastifyRequest): Route | undefined =>
  byName.get(doorName(request.method, request.routeOptions.url ?? ''));
