import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from './faults';
import type { World } from './world';

/** Another integration, with a panel in the card of a lead: a page of its own back end, shown in a frame. */
export interface CardProduct {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly cardUrl: string;
  readonly title: string;
}

/** Settings of one emulator that its doors share. */
export interface Stage {
  readonly world: World;
  readonly faults: Faults;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly hookUrl: string | null;
  readonly widgetPath: string;
  readonly product: CardProduct | null;
  /** The time tokens live by. */
  readonly now: () => Promise<Date>;
  /** Keeps the world in its file, when it has one. */
  readonly keep: () => void;
}

/** One request on its way through the doors. */
export interface Visit {
  readonly stage: Stage;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  /** The account host the caller means. */
  readonly host: string;
  readonly body: string;
}

/** A door answers and says `true`, or leaves the visit to the next one. */
export type Door = (visit: Visit) => boolean | Promise<boolean>;

const LARGEST_BODY = 1_000_000;

export async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error('Body too large for the emulator');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Parses JSON or a form, whichever it is; amoCRM takes both at its token endpoint. */
export function fieldsOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return Object.fromEntries(new URLSearchParams(body));
  }
}

/** Cuts a text inside its first multi-byte letter. */
function splitInsideLetter(body: Buffer): [Buffer, Buffer] {
  const lead = body.findIndex((byte) => byte >= 0xc0);
  const at = lead < 0 ? Math.floor(body.length / 2) : lead + 1;
  return [body.subarray(0, at), body.subarray(at)];
}

export function send(visit: Visit, status: number, type: string, text: string): true {
  const { response, stage } = visit;
  const body = Buffer.from(text);
  if (stage.faults.dropAnswers > 0 && /^\/(api|oauth2)\//.test(visit.url.pathname)) {
    stage.faults.dropAnswers -= 1;
    response.socket?.destroy();
    return true;
  }
  response.writeHead(status, {
    'Content-Type': type,
    'X-Request-Id': `emu-${Math.random().toString(36).slice(2)}`,
  });
  if (!stage.faults.splitUtf8 || body.length < 2) {
    response.end(body);
    return true;
  }
  const [head, tail] = splitInsideLetter(body);
  response.write(head);
  setTimeout(() => response.end(tail), 20);
  return true;
}

export const sendJson = (visit: Visit, status: number, body: unknown): true =>
  send(
    visit,
    status,
    status < 400 ? 'application/hal+json' : 'application/problem+json',
    JSON.stringify(body),
  );

export function sendNothing(visit: Visit): true {
  visit.response.writeHead(204).end();
  return true;
}

export function redirect(visit: Visit, location: string): true {
  visit.response.writeHead(302, { Location: location, 'Cache-Control': 'no-store' }).end();
  return true;
}

export const sendProblem = (visit: Visit, status: number, title: string, detail: string): true =>
  sendJson(visit, status, { title, type: `https://httpstatus.es/${status}`, status, detail });

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
