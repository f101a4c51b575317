import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { TOTP, Secret } from 'otpauth';
import { factorPurpose } from '../../apps/api/src/platform/identity/second-factor/second-factor.store';
import { hashPassword } from '../../apps/api/src/platform/identity/passwords';
import { SecretBox } from '../../apps/api/src/platform/secret-box';
import { onDatabase } from '../kit/clone-database';
import { eventually, freePort, startApi, type Program } from '../kit/house';
import { Person } from '../kit/person';
import type { StartPostgres } from './postgres-process';

/** Members of staff with an authenticator: each has a sealed secret, and signs in with it. */
const MEMBERS = 4000;
const PASSWORD = 'пароль для учения';

interface Member {
  readonly id: string;
  readonly email: string;
  readonly seed: string;
}

/**
 * A key that seals is changed as docs/runbook.md tells it, while people sign in: two processes are restarted one after the
 * other with `old,new`, then with `new,old`, one is killed in the middle of sealing anew, and at last with `new` alone.
 * @returns what was done, line by line
 * @throws Error when a sign-in was refused, a secret was left with the old key or does not open with the new one
 */
export async function* keysDrill(startPostgres: StartPostgres): AsyncGenerator<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rocket-keys-'));
  chmodSync(folder, 0o755);
  const server = await startPostgres({
    dataDir: join(folder, 'postgres'),
    port: await freePort(),
    database: 'keys',
    settings: {},
  });
  const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
  const [old, fresh] = [oldKey, newKey].map((key) => key.toString('base64')) as [string, string];
  const house = new TwoDoors(server.url);
  try {
    await house.restart(0, old);
    const members = await hire(server.url, new SecretBox(oldKey), MEMBERS);
    await house.restart(1, old);
    yield `${MEMBERS} members of staff with an authenticator, sealed with the first key; two processes`;
    const people = new ComingIn(house, members);

    for (const nth of [0, 1]) await house.restart(nth, `${old},${fresh}`);
    yield `Both processes know the new key and still seal with the first: ${people.soFar()}`;

    await house.restart(0, `${fresh},${old}`);
    await eventually(
      'it is in the middle of sealing anew',
      async () => (await sealedBy(server.url, newKey)) > 200,
    );
    await house.kill(0);
    const half = await sealedBy(server.url, newKey);
    if (half >= MEMBERS) throw new Error('The kill came too late: nothing was left to seal anew');
    yield `A process began to seal anew and was killed after ${half} of ${MEMBERS}: ${people.soFar()}`;

    for (const nth of [0, 1]) await house.restart(nth, `${fresh},${old}`);
    await eventually('nothing names the first key', async () =>
      (await namesOf(server.url)).every(isKey(newKey)),
    );
    yield `Started again, both went on until nothing named the first key: ${people.soFar()}`;

    for (const nth of [0, 1]) await house.restart(nth, fresh);
    const { signedIn, refused } = await people.end();
    if (refused.length > 0) throw new Error(`${refused.length} were refused, first: ${refused[0]}`);
    if (signedIn === 0) throw new Error('Nobody signed in');
    yield `The first key is gone: ${signedIn} signed in with their codes all the while, nobody was refused`;

    const opened = await openAll(server.url, members, new SecretBox(newKey), new SecretBox(oldKey));
    yield `${opened} secrets open with the new key as they were; not one with the first`;
  } finally {
    await house.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Two processes on one database. Whoever comes goes to one that is open. */
class TwoDoors {
  private readonly doors: ({ url: string; program: Program } | null)[] = [null, null];

  constructor(private readonly databaseUrl: string) {}

  get urls(): string[] {
    return this.doors.flatMap((door) => (door ? [door.url] : []));
  }

  async restart(nth: number, keys: string): Promise<void> {
    const leaving = this.doors[nth];
    this.doors[nth] = null;
    await leaving?.program.end();
    this.doors[nth] = await startApi({ databaseUrl: this.databaseUrl, env: { SECRETS_KEY: keys } });
  }

  async kill(nth: number): Promise<void> {
    const dying = this.doors[nth];
    this.doors[nth] = null;
    await dying?.program.end('SIGKILL');
  }

  async end(): Promise<void> {
    for (const door of this.doors) await door?.program.end();
  }
}

/** One member of staff after the other signs in with the code of their authenticator. */
class ComingIn {
  private isOver = false;
  private signedIn = 0;
  private readonly refused: string[] = [];
  private readonly work: Promise<void>;

  constructor(
    private readonly house: TwoDoors,
    members: readonly Member[],
  ) {
    this.work = this.come(members);
  }

  soFar(): string {
    return `${this.signedIn} signed in, ${this.refused.length} refused`;
  }

  async end(): Promise<{ signedIn: number; refused: readonly string[] }> {
    this.isOver = true;
    await this.work;
    return { signedIn: this.signedIn, refused: this.refused };
  }

  private async come(members: readonly Member[]): Promise<void> {
    for (let nth = 0; !this.isOver && nth < members.length; nth += 1) {
      // From both ends: of those sealed anew and of those that are not yet.
      const { email, seed } = members[nth % 2 === 0 ? nth : members.length - nth]!;
      const code = new TOTP({ secret: Secret.fromBase32(seed) }).generate();
      const [url] = nth % 4 < 2 ? this.house.urls : this.house.urls.reverse();
      if (url === undefined) continue;
      try {
        const answer = await new Person(url, {}).sends('POST', '/sessions', {
          body: { email, password: PASSWORD, code },
        });
        if (answer.status === 201) this.signedIn += 1;
        else if (answer.status === 429) await pause(1000 * Number(answer.headers.get('retry-after') ?? 1));
        else this.refused.push(`${answer.status} ${answer.text}`);
      } catch {
        // The door closed or its process was killed while they came: no answer about their code.
      }
    }
  }
}

async function hire(databaseUrl: string, box: SecretBox, count: number): Promise<Member[]> {
  const password = await hashPassword(PASSWORD, 1);
  const members = Array.from({ length: count }, (_, nth): Member => ({
    id: randomUUID(),
    email: `member-${nth}@rocket.example`,
    seed: new Secret({ size: 20 }).base32,
  }));
  await onDatabase(databaseUrl, async (db) => {
    for (const { id, email, seed } of members) {
      await db.query(
        `insert into staff_member (id, email, name, role, password_hash, created_at) values ($1, $2, 'Сотрудник', 'support', $3, now())`,
        [id, email, password],
      );
      const { bytes, keyId } = box.seal(seed, factorPurpose(id));
      await db.query(
        'insert into staff_factor (staff_id, is_confirmed, secret, key_id, created_at, last_step) values ($1, true, $2, $3, now(), 0)',
        [id, bytes, keyId],
      );
    }
  });
  return members;
}

const isKey = (key: Buffer) => (name: string) => name === new SecretBox(key).keyId;

const sealedBy = (databaseUrl: string, key: Buffer): Promise<number> =>
  onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ count: number }>(
      'select count(*)::int as count from staff_factor where key_id = $1',
      [new SecretBox(key).keyId],
    );
    return rows[0]!.count;
  });

/** The keys that anything names. */
const namesOf = (databaseUrl: string): Promise<string[]> =>
  onDatabase(databaseUrl, async (db) => {
    const { rows } = await db.query<{ key: string }>(`
      select key_id as key from staff_factor union select sealed_with from signing_key where private_key is not null
      union select sealed_with from webhook_secret union select key_id from amocrm_permission where tokens is not null
      union select key_id from install_hook where secret is not null union select key_id from personal_data_seal
      union select split_part(body, ':', 2) from idempotency_key where body like 'sealed:%'`);
    return rows.map(({ key }) => key);
  });

async function openAll(
  databaseUrl: string,
  members: readonly Member[],
  fresh: SecretBox,
  old: SecretBox,
): Promise<number> {
  const seeds = new Map(members.map(({ id, seed }) => [id, seed]));
  const { rows } = await onDatabase(databaseUrl, (db) =>
    db.query<{ staff_id: string; secret: Buffer; key_id: string }>(
      'select staff_id, secret, key_id from staff_factor',
    ),
  );
  for (const { staff_id, secret, key_id } of rows) {
    const purpose = factorPurpose(staff_id);
    if (fresh.open({ keyId: key_id, bytes: secret }, purpose) !== seeds.get(staff_id))
      throw new Error(`The secret of ${staff_id} is another one now`);
    if (opens(() => old.open({ keyId: old.keyId, bytes: secret }, purpose)))
      throw new Error(`The first key still opens the secret of ${staff_id}`);
  }
  if (rows.length !== members.length) throw new Error(`${members.length - rows.length} secrets are gone`);
  return rows.length;
}

function opens(open: () => string): boolean {
  try {
    open();
    return true;
  } catch {
    return false;
  }
}
