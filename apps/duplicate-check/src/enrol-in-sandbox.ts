import { randomUUID } from 'node:crypto';

/** What a product needs of the market. */
export interface Enrolment {
  readonly key: string;
  readonly hookSecrets: readonly string[];
}

const EVENTS = [
  'subscription.activated',
  'subscription.suspended',
  'subscription.resumed',
  'subscription.ended',
];

/**
 * In the sandbox anybody may be an administrator, so the product asks for its key and its web hook itself. With customers a
 * person does the same once in the control panel.
 */
export async function enrolInSandbox(market: string, product: string, self: string): Promise<Enrolment> {
  const ask = async <Answer>(
    method: string,
    path: string,
    body?: object,
    token?: string,
  ): Promise<Answer> => {
    const response = await fetch(`${market}/api/v1${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  };
  const { token } = await ask<{ token: string }>('POST', '/sandbox/tokens', { role: 'administrator' });
  const named = { name: 'Пример продукта' };
  const { secret: key } = await ask<{ secret: string }>('POST', `/products/${product}/keys`, named, token);
  const url = `${self}/hooks/market`;
  const hooks = `/products/${product}/webhooks`;
  const { items } = await ask<{ items: { id: string; url: string }[] }>('GET', hooks, undefined, token);
  const before = items.find((each) => each.url === url);
  if (before === undefined) {
    const { secret } = await ask<{ secret: string }>('POST', hooks, { url, events: EVENTS }, token);
    return { key, hookSecrets: [secret] };
  }
  // Of an earlier start: its secret is not known any more.
  await ask('PATCH', `${hooks}/${before.id}`, { isOn: true, events: EVENTS }, token);
  const renewed = { overlapHours: 0 };
  const { secret } = await ask<{ secret: string }>('POST', `${hooks}/${before.id}/secret`, renewed, token);
  return { key, hookSecrets: [secret] };
}
