import { Injectable } from '@nestjs/common';
import type { LicenceKeyDto } from '@rocket/contracts';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { signerOf } from './plan-signing-keys';
import { turnOf } from './rotate-signing-keys';
import { SigningKeyStore } from './signing-key.store';

/** The keys that sign licences or have signed them, the newest turn first. */
@Injectable()
export class ListLicenceKeys {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly keys: SigningKeyStore,
  ) {}

  async run(): Promise<{ items: LicenceKeyDto[] }> {
    const now = await this.clock.now();
    const rows = await this.keys.all(this.db.manager);
    const signer = signerOf(rows.filter(({ retired_at }) => retired_at === null).map(turnOf), now);
    return {
      items: rows.map((row) => ({
        kid: row.id,
        state: row.retired_at
          ? 'retired'
          : row.id === signer?.id
            ? 'signs'
            : row.signs_from > now
              ? 'waits'
              : 'published',
        createdAt: row.created_at.toISOString(),
        signsFrom: row.signs_from.toISOString(),
        retiredAt: row.retired_at?.toISOString() ?? null,
        madeBy: row.made_by,
        reason: row.reason,
      })),
    };
  }
}
