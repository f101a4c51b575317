import type { FastifyRequest } from 'fastify';

/** Where somebody who signs in or out comes from. */
export interface Visitor {
  readonly address: string;
  /** The line the browser calls itself by. */
  readonly device: string | null;
  readonly requestId: string;
}

export const visitorOf = ({ ip, headers, id }: Pick<FastifyRequest, 'ip' | 'headers' | 'id'>): Visitor => ({
  address: ip.replace(/^::ffff:/, ''),
  device: headers['user-agent']?.slice(0, 250) ?? null,
  requestId: id,
});
