import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { mailPage } from './mail-page';

export interface Letter {
  readonly messageId: string;
  /** It came through TLS. */
  readonly secure: boolean;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Email['headers'];
  readonly attachments: readonly {
    readonly name: string;
    readonly type: string;
    readonly bytes: Uint8Array;
  }[];
}

export interface MailboxOptions {
  readonly smtpPort?: number;
  readonly httpPort?: number;
  /** Offers STARTTLS, with a certificate nobody knows. */
  readonly startTls?: boolean;
}

/** What may go wrong with the next letters: an answer of SMTP, or a connection that breaks after the letter was sent. */
export type Fault = { readonly code: number } | 'breaks after acceptance' | 'drops the connection';

/**
 * A mail server that takes every letter, keeps it and shows it on a page. It speaks real SMTP, and can be told to refuse, to
 * put off or to break.
 */
export class Mailbox {
  readonly letters: Letter[] = [];
  private readonly faults: Fault[] = [];
  private readonly strangers = new Map<string, { code: number; times: number }>();

  private constructor(
    private readonly smtp: SMTPServer,
    private readonly http: Server,
  ) {}

  static async open({ smtpPort = 0, httpPort = 0, startTls = false }: MailboxOptions = {}): Promise<Mailbox> {
    const holder: { mailbox?: Mailbox } = {};
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: startTls ? [] : ['STARTTLS'],
      onRcptTo: ({ address }, _session, answer) => answer(holder.mailbox!.refusalOf(address)),
      logger: false,
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void holder.mailbox!.take(Buffer.concat(chunks), session, answer));
      },
    });
    // A client that goes away is the client's affair.
    smtp.on('error', () => undefined);
    const http = createServer((request, response) => holder.mailbox!.show(request.url ?? '/', response));
    await new Promise<void>((resolve) => smtp.listen(smtpPort, '127.0.0.1', () => resolve()));
    await new Promise<void>((resolve) => http.listen(httpPort, '127.0.0.1', resolve));
    return (holder.mailbox = new Mailbox(smtp, http));
  }

  get smtpUrl(): string {
    return `smtp://127.0.0.1:${(this.smtp.server.address() as AddressInfo).port}`;
  }

  /** The page that shows what came. */
  get url(): string {
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  /** The next letters meet these, one each. */
  meets(...faults: Fault[]): void {
    this.faults.push(...faults);
  }

  /** An address is refused at RCPT so many times; forever when left out. */
  refuses(address: string, code: number, times = Infinity): void {
    this.strangers.set(address, { code, times });
  }

  /** Everything that came and everything that should go wrong. */
  forget(): void {
    this.letters.length = 0;
    this.faults.length = 0;
    this.strangers.clear();
  }

  /** Waits until so many letters have come. @throws Error naming how many came instead */
  async waitFor(count: number, milliseconds = 20_000): Promise<readonly Letter[]> {
    const until = performance.now() + milliseconds;
    while (this.letters.length < count) {
      if (performance.now() > until) throw new Error(`${this.letters.length} letters came, not ${count}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return this.letters;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.smtp.close(() => resolve()));
    this.http.closeAllConnections();
    await new Promise<void>((resolve) => this.http.close(() => resolve()));
  }

  /** The page, or one attachment of one letter as its reader opens it. */
  private show(path: string, response: ServerResponse): void {
    const [, letter, file] = /^\/letters\/(\d+)\/attachments\/(\d+)$/.exec(path) ?? [];
    if (letter === undefined) {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      return void response.end(mailPage(this.letters));
    }
    const attachment = this.letters[Number(letter)]?.attachments[Number(file)];
    if (!attachment) return void response.writeHead(404).end();
    // A letter is from strangers: nothing in it runs as a page of ours.
    response.writeHead(200, {
      'content-type': attachment.type,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(attachment.name)}`,
      'x-content-type-options': 'nosniff',
      ...(attachment.type === 'application/pdf' ? {} : { 'content-security-policy': 'sandbox' }),
    });
    response.end(attachment.bytes);
  }

  private refusalOf(address: string): Error | null {
    const refusal = this.strangers.get(address);
    if (!refusal || refusal.times === 0) return null;
    refusal.times -= 1;
    return Object.assign(new Error('No such mailbox here'), { responseCode: refusal.code });
  }

  /** As a server that dies: no answer, no goodbye. */
  private dropEverybody(): void {
    for (const connection of this.smtp.connections as Set<{ _socket: Socket }>) connection._socket.destroy();
  }

  private async take(
    raw: Buffer,
    session: SMTPServerSession,
    answer: (error?: Error | null, message?: string) => void,
  ): Promise<void> {
    const fault = this.faults.shift();
    const recipients = session.envelope.rcptTo;
    if (fault === 'drops the connection') return this.dropEverybody();
    if (fault && fault !== 'breaks after acceptance')
      return answer(Object.assign(new Error('Not now'), { responseCode: fault.code }));
    const mail = await PostalMime.parse(raw);
    this.letters.push({
      messageId: mail.messageId ?? '',
      secure: session.secure,
      to: recipients.map(({ address }) => address),
      subject: mail.subject ?? '',
      text: mail.text ?? '',
      html: mail.html ?? '',
      headers: mail.headers,
      attachments: mail.attachments.map((each) => ({
        name: each.filename ?? '',
        type: each.mimeType,
        bytes: new Uint8Array(each.content as ArrayBuffer),
      })),
    });
    answer(fault ? Object.assign(new Error('Broken'), { responseCode: 421 }) : null, 'Taken');
  }
}
