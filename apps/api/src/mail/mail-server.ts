import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { AppConfig } from '../platform/config';

export interface OutgoingMail {
  /** Stable over retries: whoever gets it twice can tell. */
  readonly messageId: string;
  /** Everybody the letter is to. */
  readonly recipients: readonly string[];
  /** To whom it is handed over now: those who have it already are not asked again. */
  readonly sendTo: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where one click ends letters of this kind (RFC 8058); null: it may not be ended. */
  readonly unsubscribeUrl: string | null;
  readonly attachments: readonly { readonly filename: string; readonly content: Buffer }[];
}

/**
 * What the server said of one recipient. `accepted`: it will deliver or report. `refused` (5xx): sending it again would be
 * refused again. `later` (4xx, no connection, a time-out): later it may work.
 */
export interface MailAnswer {
  readonly address: string;
  readonly outcome: 'accepted' | 'refused' | 'later';
  readonly answer: string;
}

interface Rejection {
  readonly recipient?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly message: string;
}

const PATIENCE_MS = 20_000;

/** The SMTP server letters are handed to. Nothing is thrown for a letter that was not taken: that is an answer too. */
@Injectable()
export class MailServer implements OnModuleDestroy {
  private transport: Transporter | null = null;

  constructor(private readonly config: AppConfig) {}

  /** Without SMTP_URL no letters are written at all. */
  get isConfigured(): boolean {
    return this.config.mail !== null;
  }

  /** One answer for each of `sendTo`. */
  async send(mail: OutgoingMail): Promise<MailAnswer[]> {
    const { from } = this.config.mail!;
    try {
      const { response, rejectedErrors = [] } = (await this.open().sendMail({
        from,
        to: [...mail.recipients],
        envelope: { from, to: [...mail.sendTo] },
        messageId: `<${mail.messageId}>`,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        attachments: mail.attachments.map((each) => ({ ...each })),
        headers: headersOf(mail),
        disableFileAccess: true,
        disableUrlAccess: true,
      })) as { response: string; rejectedErrors?: readonly Rejection[] };
      return answersOf(mail.sendTo, rejectedErrors, { outcome: 'accepted', answer: response });
    } catch (error) {
      const failed = error as Rejection & { rejectedErrors?: readonly Rejection[] };
      return answersOf(mail.sendTo, failed.rejectedErrors ?? [], verdictOf(failed));
    }
  }

  onModuleDestroy(): void {
    this.transport?.close();
  }

  private open(): Transporter {
    this.transport ??= createTransport({
      url: this.config.mail!.url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
    });
    return this.transport;
  }
}

const headersOf = ({ unsubscribeUrl }: OutgoingMail): Record<string, string> => ({
  'Auto-Submitted': 'auto-generated',
  ...(unsubscribeUrl === null
    ? {}
    : {
        'List-Unsubscribe': `<${unsubscribeUrl}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
});

const verdictOf = ({ responseCode, response, message }: Rejection): Omit<MailAnswer, 'address'> => ({
  outcome: responseCode !== undefined && responseCode >= 500 ? 'refused' : 'later',
  answer: (response ?? message).slice(0, 500),
});

/** A recipient the server named has its own answer, the others that of the whole letter. */
function answersOf(
  sendTo: readonly string[],
  rejected: readonly Rejection[],
  ofTheRest: Omit<MailAnswer, 'address'>,
): MailAnswer[] {
  const named = new Map(rejected.map((each) => [each.recipient?.toLowerCase(), verdictOf(each)]));
  return sendTo.map((address) => ({ address, ...(named.get(address.toLowerCase()) ?? ofTheRest) }));
}
