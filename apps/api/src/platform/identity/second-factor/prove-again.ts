import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ApiError, notFound } from '../../api-error';
import { IdentityStore, type StaffRow } from '../identity.store';
import { SignInAttempts } from '../sign-in-attempts';
import { ProveStaff } from './prove-staff';

export interface ShownAgain {
  readonly password: string;
  readonly code?: string | undefined;
}

/**
 * A member of staff who is signed in shows once more who they are. What is wrong is the fault of a field: their session is as
 * good as before. Throws `validation_failed`, `rate_limited`.
 */
@Injectable()
export class ProveAgain {
  constructor(
    private readonly db: DataSource,
    private readonly store: IdentityStore,
    private readonly prove: ProveStaff,
    private readonly attempts: SignInAttempts,
  ) {}

  async run(staffId: string, shown: ShownAgain, address: string): Promise<StaffRow> {
    const row = await this.store.staff(this.db, staffId);
    if (!row) throw notFound();
    try {
      const { attempt } = await this.prove.run(row, { ...shown, email: row.email }, address);
      await this.attempts.right(this.db, attempt);
      return row;
    } catch (error) {
      throw error instanceof ApiError ? ofField(error) : error;
    }
  }
}

function ofField(error: ApiError): ApiError {
  const refuse = (path: string, message: string): ApiError =>
    new ApiError('validation_failed', message, {}, [{ path, message }]);
  switch (error.code) {
    case 'wrong_credentials':
      return refuse('password', 'Пароль не подошёл');
    case 'code_required':
    case 'wrong_code':
      return refuse('code', error.message);
    default:
      return error;
  }
}
