import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { SandboxClock, WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import { rebuildSchema } from '../platform/database';
import { Wakings } from '../platform/wakings/wakings';
import { SeedSandbox } from './seed-sandbox';
import { Timeline } from './timeline';

/**
 * Back to freshly seeded data, clock and scheduler. The journal refuses to be emptied, so the whole schema goes and is
 * built anew by its migrations.
 */
@Injectable()
export class ResetSandbox {
  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly clock: SandboxClock,
    private readonly wallClock: WallClock,
    private readonly wakings: Wakings,
    private readonly timeline: Timeline,
    private readonly seed: SeedSandbox,
  ) {}

  run(): Promise<Date> {
    return this.timeline.inTurn(async () => {
      await this.wakings.settle();
      await rebuildSchema(this.config);
      const now = await this.wallClock.now();
      await this.clock.set(this.db, now);
      await this.seed.run();
      return now;
    });
  }
}
