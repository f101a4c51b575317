import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface ReceivedHook {
  readonly path: string;
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** How a product answers: a status with headers and a body, or worse. */
export type Behaviour =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** Never answers. */
  | 'stalls'
  /** Says 200 and a long body, and breaks off. */
  | 'breaks off'
  /** Breaks off without a word. */
  | 'hangs up'
  /** Answers 200 when it is let go. */
  | 'waits';

const TAKEN: Behaviour = { status: 204 };

/** A product's back end that listens for web hooks over HTTP, keeps all of them and can misbehave. */
export class WebhookReceiver {
  readonly received: ReceivedHook[] = [];
  private behaviour: (hook: ReceivedHook) => Behaviour = () => TAKEN;
  private readonly waiting: ServerResponse[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<WebhookReceiver> {
    const holder: { receiver?: WebhookReceiver } = {};
    const server = createServer((request, response) => void holder.receiver!.take(request, response));
    holder.receiver = new WebhookReceiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return holder.receiver;
  }

  url(path = '/hooks'): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  /** From now on; what it was sent before is kept. */
  behaves(behaviour: Behaviour | ((hook: ReceivedHook) => Behaviour) = TAKEN): void {
    this.behaviour = typeof behaviour === 'function' ? behaviour : () => behaviour;
  }

  /** As good as new. */
  forget(): void {
    this.received.length = 0;
    this.behaves();
  }

  letGo(): void {
    for (const response of this.waiting.splice(0)) response.writeHead(200).end();
  }

  /** Reads as a product does: @throws when the signature does not fit. */
  static verify(hook: ReceivedHook, secret: string): unknown {
    return new Webhook(secret).verify(hook.body, { ...hook.headers });
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    const { type, timestamp, data } = JSON.parse(body) as Pick<ReceivedHook, 'type' | 'timestamp' | 'data'>;
    const headers = request.headers as Record<string, string>;
    const hook = { path: request.url!, id: headers['webhook-id']!, type, timestamp, data, body, headers };
    this.received.push(hook);
    this.answer(this.behaviour(hook), response);
  }

  private answer(behaviour: Behaviour, response: ServerResponse): void {
    if (behaviour === 'stalls') return;
    if (behaviour === 'hangs up') response.destroy();
    else if (behaviour === 'waits') this.waiting.push(response);
    else if (behaviour === 'breaks off') {
      response.writeHead(200, { 'content-length': '100000' });
      response.write('{"taken":', () => response.destroy());
    } else response.writeHead(behaviour.status, behaviour.headers).end(behaviour.body);
  }
}
