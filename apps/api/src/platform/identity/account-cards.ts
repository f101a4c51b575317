import type { AccountDto } from '@rocket/contracts';
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
