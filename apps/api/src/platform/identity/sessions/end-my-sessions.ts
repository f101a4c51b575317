import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { notFound } from '../../api-error';
import { withTransaction } from '../../database';
import type { Bearer } from '../bearer';
import { SessionStore } from './session.store';

/** Ends sessions of whoever asks: one, or all the others. Throws `not_found` for one that is not theirs or has ended. */
@Injectable()
export class EndMySessions {
  constructor(
    private readonly db: DataSource,
    private readonly sessions: SessionStore,
  ) {}

  async one(bearer: Bearer, id: string): Promise<void> {
    const hasEnded = await withTransaction(this.db, (tx) => this.sessions.end(tx, bearer, id));
    if (!hasEnded) throw notFound('Этот вход уже завершён');
  }

  async others(bearer: Bearer, current: Buffer | null): Promise<{ ended: number }> {
    return { ended: await withTransaction(this.db, (tx) => this.sessions.endAll(tx, bearer, current)) };
  }
}
