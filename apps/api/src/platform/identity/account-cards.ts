import type { AccountDto, Language } from '@rocket/contracts';
import type { ProductCaller } from '../caller';

/** What sign-in needs to know of accounts. The accounts feature provides it; sign-in only asks. */
export abstract class AccountCards {
  /** The account as the contract shows it, or null when there is none. */
  abstract card(accountId: string): Promise<AccountDto | null>;
}

/** What sign-in needs to know of product keys. The products feature provides it. */
export abstract class ProductKeys {
  /** Whose key this is, or null. */
  abstract recognise(secret: string): Promise<ProductCaller | null>;
}

/** What amoCRM says of one of an account's people. */
export interface AmocrmRights {
  readonly isAdmin: boolean;
  /** False: left the account, or was switched off in it. */
  readonly isActive: boolean;
  readonly isFree: boolean;
  /** Null: amoCRM does not know this person any more. */
  readonly name: string | null;
  readonly email: string | null;
  /** What amoCRM shows itself to them in; null when it did not say. */
  readonly language: Language | null;
}

/** What sign-in needs to know of amoCRM. The people feature provides it. */
export abstract class AskRights {
  /** `not_installed`: an account of the sandbox; `unknown`: amoCRM could not be asked now. */
  abstract ask(accountId: string, amocrmUserId: number): Promise<AmocrmRights | 'not_installed' | 'unknown'>;
}
