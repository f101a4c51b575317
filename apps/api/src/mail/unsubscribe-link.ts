import { Injectable } from '@nestjs/common';
import type { Language, NoticeCategory } from '@rocket/contracts';
import { notFound } from '../platform/api-error';
import { AppConfig } from '../platform/config';
import { SecretBox } from '../platform/secret-box';

/** Who ends which letters by a link, and in which language they read. */
export interface Unsubscription {
  readonly accountId: string;
  readonly address: string;
  readonly category: NoticeCategory;
  readonly language: Language;
}

const PURPOSE = 'unsubscribe';

/** Links that end letters of a kind without signing in. Sealed: nobody makes one, or reads an address out of one. */
@Injectable()
export class UnsubscribeLink {
  constructor(
    private readonly config: AppConfig,
    private readonly box: SecretBox,
  ) {}

  urlOf(who: Unsubscription): string {
    const { accountId, address, category, language } = who;
    const { keyId, bytes } = this.box.seal(JSON.stringify([accountId, address, category, language]), PURPOSE);
    return `${this.config.publicUrl}/api/v1/mail/unsubscribe?token=${keyId}.${bytes.toString('base64url')}`;
  }

  /** @throws ApiError `not_found` for a link that is not ours */
  read(token: string): Unsubscription {
    try {
      const [keyId = '', text = ''] = token.split('.');
      const bytes = Buffer.from(text, 'base64url');
      const sealed = JSON.parse(this.box.open({ keyId, bytes }, PURPOSE)) as [
        string,
        string,
        NoticeCategory,
        Language,
      ];
      const [accountId, address, category, language] = sealed;
      return { accountId, address, category, language };
    } catch {
      throw notFound('Эта ссылка не действует');
    }
  }
}

/** The link that a letter's own text ends with: what its reader may press and what the header names are one. */
export const unsubscribeUrlIn = (text: string): string | null =>
  /(https?:\/\/\S+\/api\/v1\/mail\/unsubscribe\?token=[\w.-]+)\s*$/.exec(text)?.[1] ?? null;
