import { Injectable } from '@nestjs/common';
import type { RunDetailsDto } from '@rocket/contracts';
import { Clock, localDate } from '@rocket/kernel';
import { DataSource } from 'typeorm';
import { RunStore } from './run.store';

/**
 * The stop button: a run ends after the batches under way, what is left stays due, and the schedule waits until a person
 * starts the date again. A run that has ended stays as it is.
 */
@Injectable()
export class StopRun {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly runs: RunStore,
  ) {}

  /** @throws ApiError `not_found` */
  async run(id: string, reason: string, actor: string): Promise<RunDetailsDto> {
    const now = await this.clock.now();
    await this.runs.stop(this.db.manager, id, reason, actor);
    const run = await this.runs.read(this.db.manager, id);
    if (run.state !== 'running') return run;
    const date = localDate(run.businessDate);
    const connection = await this.runs.claimDate(this.db, date);
    if (!connection) return run;
    // Whoever began it is gone and cannot end it.
    try {
      await this.runs.finish(this.db.manager, id, 'completed', now);
    } finally {
      await this.runs.releaseDate(connection, date);
    }
    return this.runs.read(this.db.manager, id);
  }
}
