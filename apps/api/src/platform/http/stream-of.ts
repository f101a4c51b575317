import { AsyncLocalStorage } from 'node:async_hooks';
import { Readable } from 'node:stream';

/**
 * Sends what is made piece by piece. Each piece is made as a part of this request, though it is the socket that asks for it: else it
 * would not be known whose rows it is about.
 */
export function streamOf(pieces: AsyncGenerator<string | Uint8Array>): Readable {
  const asThisRequest = AsyncLocalStorage.snapshot();
  return Readable.from({
    [Symbol.asyncIterator]: () => ({
      next: () => asThisRequest(() => pieces.next()),
      return: () => asThisRequest(() => pieces.return(undefined)),
    }),
  });
}
