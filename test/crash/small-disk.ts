import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** Room for a campaign's database and its log, and little more. */
const SIZE_MB = 640;

/**
 * A file system of its own for the database, small enough to be filled: what is written to it then meets ENOSPC. It needs the right
 * to mount, which `npm run crash` gives itself in a namespace of its own where the machine allows that.
 */
export class SmallDisk {
  private constructor(readonly folder: string) {}

  /** Null where nothing may be mounted. */
  static mount(folder: string): SmallDisk | null {
    mkdirSync(folder, { recursive: true });
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MB}m,mode=755`, 'tmpfs', folder]);
    return mounted.status === 0 ? new SmallDisk(folder) : null;
  }

  /** Takes every block that is left. */
  fill(): void {
    const { bavail, bsize } = statfsSync(this.folder);
    spawnSync('fallocate', ['-l', String(Math.max(1, bavail * bsize)), this.ballast]);
  }

  empty(): void {
    rmSync(this.ballast, { force: true });
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.folder]);
  }

  private get ballast(): string {
    return join(this.folder, 'ballast');
  }
}
