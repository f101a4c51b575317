import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onDatabase } from '../kit/clone-database';

interface Server {
  readonly url: string;
  isRunning(): boolean;
  stop(): Promise<void>;
}
/** What tools/postgres.mjs offers: a durable server whose data stay in a folder. */
export type StartPostgres = (options: {
  dataDir: string;
  port: number;
  database: string;
  settings: Record<string, string>;
}) => Promise<Server>;

const SETTINGS = { max_connections: '100', max_wal_size: '128MB' };

/** A PostgreSQL that loses nothing it has confirmed, to be killed and started again on what it left on the disk. */
export class PostgresProcess {
  private constructor(
    private readonly start: () => Promise<Server>,
    private server: Server,
    readonly logFile: string,
  ) {}

  static async open(startPostgres: StartPostgres, dataDir: string, port: number): Promise<PostgresProcess> {
    const start = () => startPostgres({ dataDir, port, database: 'crash', settings: SETTINGS });
    return new PostgresProcess(start, await start(), join(dataDir, 'server.log'));
  }

  /** Whether it runs, be it that it recovers. */
  get isThere(): boolean {
    return this.server.isRunning();
  }

  get url(): string {
    return this.server.url;
  }

  /** As a restart of the machine's service: whoever is in the middle is rolled back. */
  async stopsFast(): Promise<void> {
    await this.server.stop();
  }

  /** Without a word, the whole server: what was written comes back from its log. */
  async dies(): Promise<void> {
    const pid = await onDatabase(this.url, async (db) => {
      const { rows } = await db.query<{ file: string }>(`select pg_read_file('postmaster.pid') as file`);
      return Number(rows[0]!.file.split('\n')[0]);
    });
    process.kill(pid, 'SIGKILL');
  }

  /** One of its processes, in the middle of whatever it does: the server throws everybody out and recovers by itself. */
  async losesBackend(): Promise<void> {
    await onDatabase(this.url, async (db) => {
      const { rows } = await db.query<{ pid: number }>(
        `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()
          order by state = 'active' desc, random() limit 1`,
      );
      if (rows[0]) process.kill(rows[0].pid, 'SIGKILL');
    }).catch(() => undefined);
  }

  /** Its children leave a moment after it; until then the folder is theirs. */
  async comesBack(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        this.server = await this.start();
        return;
      } catch (error) {
        if (attempt === 20) throw error;
        await pause(500);
      }
    }
  }

  /** @throws Error when it has not recovered within a minute */
  async isWell(): Promise<void> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        await onDatabase(this.url, (db) => db.query('select 1'));
        return;
      } catch (error) {
        if (attempt === 240) throw error;
        await pause(250);
      }
    }
  }
}
