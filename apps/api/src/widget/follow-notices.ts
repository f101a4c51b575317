import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { WallClock } from '../platform/clock';
import { AppConfig } from '../platform/config';
import type { UserCaller } from '../platform/door';
import { Wakings } from '../platform/wakings/wakings';
import { forEverybody } from '../platform/walls/whose-rows';
import { NoticeBell } from './notice-bell';

const SWEEP_MS = 5_000;
/** While the bell hangs, a look without a ring is only for the one that might have been lost. */
const LOOK_ANYWAY_MS = 60_000;
/** Ten rings in a row are one look. */
const CALM_MS = 100;
const KEEP_ALIVE_MS = 25_000;
/** What a reader who does not read may leave lying here. */
const MOST_UNREAD_BYTES = 64 * 1024;
/** A person has a few browsers at most; the oldest stream of more makes room. */
const MOST_FOR_USER = 6;

interface Follower {
  readonly accountId: string;
  readonly userId: string;
  readonly reply: FastifyReply;
  lastId: string | null;
  end: NodeJS.Timeout | null;
}

/**
 * Tells open widgets that something new may be read. It carries no notice: the widget reads the list, so a lost event costs
 * a moment and never a notice. However many follow, one look at the database finds what is new for all of them.
 */
@Injectable()
export class FollowNotices implements OnModuleInit, BeforeApplicationShutdown {
  private readonly followers = new Set<Follower>();
  private keepAlive: NodeJS.Timeout | null = null;
  private look: NodeJS.Timeout | null = null;
  private lookedAt = 0;

  constructor(
    private readonly config: AppConfig,
    private readonly db: DataSource,
    private readonly wall: WallClock,
    private readonly bell: NoticeBell,
    private readonly wakings: Wakings,
  ) {}

  onModuleInit(): void {
    this.wakings.register('notices', () => this.sweep(), SWEEP_MS);
    this.keepAlive = setInterval(
      () => this.send(': still here\n\n', [...this.followers]),
      KEEP_ALIVE_MS,
    ).unref();
  }

  beforeApplicationShutdown(): void {
    if (this.keepAlive) clearInterval(this.keepAlive);
    if (this.look) clearTimeout(this.look);
    for (const { reply } of this.followers) reply.raw.end();
  }

  /**
   * Sends events until the caller's token ends, and no longer than the longest life of a stream. Events: `notices` with the
   * newest id when something new may be read (and at once, for whoever was away), `renew` right before the end.
   */
  async run(caller: UserCaller, reply: FastifyReply): Promise<void> {
    const now = (await this.wall.now()).getTime();
    const newest = (await this.newestOf([caller.accountId])).get(caller.accountId) ?? null;
    const until = Math.min(caller.validUntil?.getTime() ?? Infinity, now + this.config.streamLifeMs);
    const headers = reply.getHeaders() as Record<string, string>;
    reply.hijack();
    reply.raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      // Kept alive after its end, it would keep a server that closes waiting.
      connection: 'close',
    });
    const follower: Follower = {
      accountId: caller.accountId,
      userId: caller.id,
      reply,
      lastId: newest,
      end: null,
    };
    follower.end = setTimeout(() => this.finish(follower), Math.max(0, until - now)).unref();
    reply.raw.on('close', () => this.forget(follower));
    this.makeRoom(caller);
    this.followers.add(follower);
    reply.raw.write(event(newest));
    this.bell.listen(() => this.lookSoon());
  }

  private makeRoom({ accountId, id }: UserCaller): void {
    const own = [...this.followers].filter((one) => one.accountId === accountId && one.userId === id);
    for (const oldest of own.slice(0, Math.max(0, own.length - MOST_FOR_USER + 1))) this.finish(oldest);
  }

  private finish(follower: Follower): void {
    follower.reply.raw.end('event: renew\ndata: {}\n\n');
    this.forget(follower);
  }

  private forget(follower: Follower): void {
    if (follower.end) clearTimeout(follower.end);
    this.followers.delete(follower);
  }

  /** Woken here or by the sweep: with a bell there is seldom anything left to find. */
  private async sweep(): Promise<void> {
    if (this.bell.isThere && performance.now() - this.lookedAt < LOOK_ANYWAY_MS) return;
    await this.tell();
  }

  private lookSoon(): void {
    this.look ??= setTimeout(() => {
      this.look = null;
      // What fails now is found by the sweep.
      void forEverybody(() => this.tell()).catch(() => (this.lookedAt = 0));
    }, CALM_MS).unref();
  }

  private async tell(): Promise<void> {
    this.lookedAt = performance.now();
    if (this.followers.size === 0) return;
    const newest = await this.newestOf([...new Set([...this.followers].map(({ accountId }) => accountId))]);
    for (const follower of this.followers) {
      const id = newest.get(follower.accountId) ?? null;
      if (id === follower.lastId) continue;
      follower.lastId = id;
      this.send(event(id), [follower]);
    }
  }

  private async newestOf(accounts: readonly string[]): Promise<Map<string, string>> {
    const rows: { account_id: string; id: string }[] = await this.db.query(
      `select x.account_id, n.id from unnest($1::uuid[]) as x(account_id)
         cross join lateral (select id from notice where account_id = x.account_id
                              order by created_at desc, id desc limit 1) n`,
      [accounts],
    );
    return new Map(rows.map((row) => [row.account_id, row.id]));
  }

  private send(text: string, followers: readonly Follower[]): void {
    for (const { reply } of followers) {
      if (reply.raw.writableLength > MOST_UNREAD_BYTES) reply.raw.destroy();
      else reply.raw.write(text);
    }
  }
}

const event = (newest: string | null): string => `event: notices\ndata: ${JSON.stringify({ newest })}\n\n`;
