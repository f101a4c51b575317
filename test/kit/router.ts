import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import iconv from 'iconv-lite';

/** What one of several houses is asked, and what it answered. */
interface Answer {
  readonly status: number;
  readonly body: Body;
}
type Body = Record<string, unknown>;

interface Question {
  readonly method: string;
  /** With its query, as it came. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Buffer;
}

/** Doors whose answers add up: their numbers are sums over the houses. */
const ADDED_UP = /^(POST \/api\/v1\/renewal-runs|GET \/api\/v1\/ledger\/verification)$/;
const PASSED_ON = ['content-type', 'idempotency-key', 'accept'];

/**
 * Stands before several houses, each an API with a PostgreSQL of its own, and sends every request to the house that keeps its account:
 * by the account in the path, the amoCRM number in the query or the body, or the credential of a customer. A new account goes where
 * the hash of its amoCRM number says. Reference data (products, prices, staff, keys, the clock) are written in every house; doors that
 * look over all accounts are asked of every house, and their answers put together. A toy for `npm run drill -- two-clusters`: it keeps
 * what it learnt in memory, and lists over all accounts come without pages.
 */
export class Router {
  /** How often requests of each kind were answered by one house, and by all: `GET /accounts/:id` → [12, 0]. */
  readonly asked = new Map<string, [one: number, all: number]>();
  private readonly homes = new Map<string, number>();
  /** What a credential of everywhere is called in each house. */
  private readonly names = new Map<string, readonly string[]>();
  private server!: Server;

  private constructor(private readonly houses: readonly string[]) {}

  static async open(houses: readonly string[]): Promise<Router> {
    const router = new Router(houses);
    router.server = createServer((request, reply) => {
      router.answer(request).then(
        ({ status, body }) =>
          reply
            .writeHead(status, { 'content-type': `application/${status < 400 ? '' : 'problem+'}json` })
            .end(JSON.stringify(body)),
        (error: unknown) => reply.writeHead(502).end(String(error)),
      );
    });
    await new Promise<void>((done) => router.server.listen(0, '127.0.0.1', done));
    return router;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Where an account of amoCRM lives: FNV-1a of its number. */
  homeOf(amocrmAccountId: number): number {
    let hash = 0x811c9dc5;
    for (const byte of Buffer.from(String(amocrmAccountId))) hash = Math.imul(hash ^ byte, 0x01000193);
    return (hash >>> 0) % this.houses.length;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private async answer(request: IncomingMessage): Promise<Answer> {
    const question = await read(request);
    const { pathname } = new URL(question.url, 'http://router');
    const kind = `${question.method} ${pathname.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id')}`;
    const counts = this.asked.get(kind) ?? [0, 0];
    this.asked.set(kind, counts);
    if (kind === 'POST /api/v1/bank-statements') {
      counts[1] += 1;
      return this.dividedByOwner(question);
    }
    const home = this.placeOf(question, pathname);
    counts[home === null ? 1 : 0] += 1;
    if (home === null) return together(kind, await this.everywhere(question), this.names);
    const answer = await this.ask(home, question);
    this.learn(home, answer.body);
    return answer;
  }

  private placeOf({ url, headers, bytes }: Question, pathname: string): number | null {
    const [account] = /(?<=\/accounts\/)[0-9a-f-]{36}/.exec(pathname) ?? [];
    if (account) return this.homes.get(account) ?? 0;
    const number = new URL(url, 'http://router').searchParams.get('account') ?? numberIn(bytes);
    if (number) return this.homeOf(Number(number));
    return this.homes.get(headers['authorization'] ?? '') ?? null;
  }

  /** An account that was opened, and the credential of its owner, live where they were made. */
  private learn(home: number, { account, ownerToken }: Body): void {
    if (typeof ownerToken !== 'string') return;
    this.homes.set((account as { id: string }).id, home);
    this.homes.set(`Bearer ${ownerToken}`, home);
  }

  private everywhere(question: Question): Promise<Answer[]> {
    return Promise.all(this.houses.map((_, house) => this.ask(house, question)));
  }

  private async ask(house: number, { method, url, headers, bytes }: Question): Promise<Answer> {
    const authorization = headers['authorization'];
    const answer = await fetch(`${this.houses[house]}${url}`, {
      method,
      headers: {
        ...Object.fromEntries(PASSED_ON.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
        ...(authorization ? { authorization: this.names.get(authorization)?.[house] ?? authorization } : {}),
      },
      ...(bytes.length > 0 ? { body: new Uint8Array(bytes) } : {}),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text.startsWith('{') ? JSON.parse(text) : { text }) as Body };
  }

  /** A statement names payers of every house: each house is given those it knows, and the first those nobody does. */
  private async dividedByOwner(question: Question): Promise<Answer> {
    const text = iconv.decode(question.bytes, 'win1251');
    const [, head, documents, foot] = /^(.*?)(СекцияДокумент=.*КонецДокумента\r\n)(.*)$/s.exec(text) ?? [];
    const sections = (documents ?? '').split(/(?=СекцияДокумент=)/).filter(Boolean);
    const owners = await Promise.all(sections.map((section) => this.ownerOf(question, section)));
    const answers = await Promise.all(
      this.houses.map(async (_, house) => {
        const mine = sections.filter((_, nth) => owners[nth] === house);
        if (mine.length === 0) return null;
        const bytes = iconv.encode(`${head}${mine.join('')}${foot}`, 'win1251');
        return this.ask(house, { ...question, bytes });
      }),
    );
    return together(
      '',
      answers.filter((answer) => answer !== null),
      this.names,
    );
  }

  private async ownerOf({ headers }: Question, section: string): Promise<number> {
    const inn = /ПлательщикИНН=(\d+)/.exec(section)?.[1];
    if (!inn) return 0;
    const { authorization } = headers;
    const question = {
      method: 'GET',
      url: `/api/v1/search?q=${inn}`,
      headers: { authorization: authorization! },
    };
    const found = await this.everywhere({ ...question, bytes: Buffer.alloc(0) });
    return Math.max(
      0,
      found.findIndex(({ body }) => (body['items'] as unknown[] | undefined)?.length),
    );
  }
}

async function read(request: IncomingMessage): Promise<Question> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const headers = request.headers as Record<string, string>;
  return { method: request.method!, url: request.url!, headers, bytes: Buffer.concat(pieces) };
}

/** The amoCRM number of an account in a body of JSON, null where there is none. */
function numberIn(bytes: Buffer): string | null {
  const found = /"(?:account|amocrmAccountId)":\s*(\d+)/.exec(bytes.subarray(0, 10_000).toString('latin1'));
  return found?.[1] ?? null;
}

/** One answer of several: a refusal if there is one; else lists one after another, and sums where the door adds up. */
function together(kind: string, answers: readonly Answer[], names: Map<string, readonly string[]>): Answer {
  const [first, ...others] = answers;
  const refused = answers.find(({ status }) => status >= 400);
  if (refused) return refused;
  const body: Body = { ...first!.body };
  for (const { body: other } of others)
    for (const [name, value] of Object.entries(other)) {
      const known = body[name];
      if (Array.isArray(value) && Array.isArray(known)) body[name] = unlike([...known, ...value]);
      else if (ADDED_UP.test(kind) && typeof value === 'number' && typeof known === 'number')
        body[name] = known + value;
    }
  for (const secret of ['token', 'secret'])
    if (typeof body[secret] === 'string')
      names.set(
        `Bearer ${body[secret]}`,
        answers.map((each) => `Bearer ${String(each.body[secret])}`),
      );
  return { status: first!.status, body };
}

/** What every house holds alike stands once. */
const unlike = (items: readonly unknown[]): unknown[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
