import { Injectable } from '@nestjs/common';
import type { PanelSessionDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { WallClock } from '../../clock';
import type { Bearer } from '../bearer';
import { deviceName } from './device-name';
import { SessionStore } from './session.store';

/** Where somebody is signed in. `current`: the session that asks. */
@Injectable()
export class ListSessions {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly sessions: SessionStore,
  ) {}

  async run(bearer: Bearer, current: Buffer | null): Promise<{ items: PanelSessionDto[] }> {
    const rows = await this.sessions.list(this.db, bearer, await this.clock.now());
    return {
      items: rows.map((row) => ({
        id: row.id,
        device: deviceName(row.device),
        address: row.address,
        startedAt: row.created_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
        endsAt: row.expires_at.toISOString(),
        isCurrent: current !== null && row.hash.equals(current),
      })),
    };
  }
}
