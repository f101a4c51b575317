import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { AppConfig } from '../platform/config';

export interface OutgoingMail {
  /** Stable over retries: whoever gets it twice can tell. */
  readonly messageId: string;
  readonly recipients: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly { readonly filename: string; readonly content: Buffer }[];
}

export type MailAnswer =
  | { readonly outcome: 'accepted'; readonly answer: string }
  /** 5xx: sending it again would be refused again. */
  | { readonly outcome: 'refused'; readonly answer: string }
  /** 4xx, no connection, a time-out: later it may work. */
  | { readonly outcome: 'later'; readonly answer: string };

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

  async send(mail: OutgoingMail): Promise<MailAnswer> {
    try {
      const { response } = (await this.open().sendMail({
        from: this.config.mail!.from,
        to: [...mail.recipients],
        messageId: `<${mail.messageId}>`,
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        attachments: mail.attachments.map((each) => ({ ...each })),
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      })) as { response: string };
      return { outcome: 'accepted', answer: response };
    } catch (error) {
      const { responseCode, message } = error as { responseCode?: number; message: string };
      const isFinal = responseCode !== undefined && responseCode >= 500;
      return { outcome: isFinal ? 'refused' : 'later', answer: message.slice(0, 500) };
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
