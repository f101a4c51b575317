import {
  createRemoteJWKSet,
  customFetch,
  jwksCache,
  type ExportedJWKSCache,
  type JWTVerifyGetKey,
  type JWKSCacheInput,
} from 'jose';
import { join } from 'node:path';
import { readKept, writeKept } from './kept-file.ts';

export interface KeySetOptions {
  readonly origin: string;
  readonly timeout: number;
  readonly fetch: typeof fetch;
  /** Kept there, so that a restart in an outage still knows the keys; in memory only when left out. */
  readonly directory?: string | undefined;
}

/**
 * The keys the market signs licences with. They are asked for when a licence names a key that is not known yet, at most once
 * in 30 seconds; what is known is never forgotten for being old, so an outage of the market takes nothing away.
 */
export async function openKeySet(options: KeySetOptions): Promise<JWTVerifyGetKey> {
  const path = options.directory === undefined ? null : join(options.directory, 'keys.json');
  const cache: JWKSCacheInput = (path === null ? null : await readKept<ExportedJWKSCache>(path)) ?? {};
  let keptAt = cache.uat;
  const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', options.origin), {
    timeoutDuration: options.timeout,
    cooldownDuration: 30_000,
    cacheMaxAge: Number.POSITIVE_INFINITY,
    [customFetch]: options.fetch,
    [jwksCache]: cache,
  });
  return async (header, token) => {
    const key = await keys(header, token);
    if (path !== null && cache.uat !== keptAt) {
      keptAt = cache.uat;
      await writeKept(path, cache);
    }
    return key;
  };
}
