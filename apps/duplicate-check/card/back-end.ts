import type { Decision } from '@rocket-market/product-kit';
import type { Contact, Duplicate } from '../src/contact-index';

/** The session is over, or never was. */
export class SignedOut extends Error {}
/** The product may not be used: `decision` says why. */
export class NotEntitled extends Error {
  constructor(readonly decision: Decision) {
    super(decision.reason);
  }
}

/** The card's half of the conversation with its own back end. */
export class BackEnd {
  private constructor(private readonly session: string) {}

  /** @param token amoCRM's one-time token of this integration */
  static async open(token: string): Promise<BackEnd> {
    const response = await fetch('/session', { method: 'POST', headers: { 'x-auth-token': token } });
    const { session } = await read<{ session: string }>(response);
    return new BackEnd(session);
  }

  decision(): Promise<Decision> {
    return this.ask('/decision');
  }

  async check(contact: Contact): Promise<Duplicate[]> {
    const headers = { 'content-type': 'application/json' };
    const { duplicates } = await this.ask<{ duplicates: Duplicate[] }>('/checks', {
      ...{ method: 'POST', headers, body: JSON.stringify(contact) },
    });
    return duplicates;
  }

  /** Calls back whenever something changed, until the page is left. A line that broke is opened again. */
  async listen(changed: () => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const response = await this.fetch('/events', { signal });
        if (response.status === 401) throw new SignedOut();
        const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
        for (let piece = await reader.read(); !piece.done; piece = await reader.read())
          if (piece.value.includes('data:')) changed();
      } catch (error) {
        if (error instanceof SignedOut) throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
  }

  private async ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
    return read(await this.fetch(path, init));
  }

  private fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(path, { ...init, headers: { ...init.headers, authorization: `Bearer ${this.session}` } });
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  if (response.status === 401) throw new SignedOut();
  if (response.status === 402)
    throw new NotEntitled(((await response.json()) as { decision: Decision }).decision);
  if (!response.ok) throw new Error(`The back end answered ${response.status}`);
  return (await response.json()) as Answer;
}
