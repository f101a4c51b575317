import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Wakings } from '../platform/wakings/wakings';

const SWEEP_MS = 5_000;
const KEEP_ALIVE_MS = 25_000;

interface Follower {
  readonly accountId: string;
  readonly reply: FastifyReply;
  lastId: string | null;
}

/**
 * Tells open widgets that something new may be read. It carries no notice: the widget reads the list, so a lost event costs
 * a moment and never a notice.
 */
@Injectable()
export class FollowNotices implements OnModuleInit, BeforeApplicationShutdown {
  private readonly followers = new Set<Follower>();
  private keepAlive: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly wakings: Wakings,
  ) {}

  onModuleInit(): void {
    this.wakings.register('notices', () => this.tell(), SWEEP_MS);
    this.keepAlive = setInterval(
      () => this.send(': still here\n\n', [...this.followers]),
      KEEP_ALIVE_MS,
    ).unref();
  }

  beforeApplicationShutdown(): void {
    if (this.keepAlive) clearInterval(this.keepAlive);
    for (const { reply } of this.followers) reply.raw.end();
  }

  run(accountId: string, reply: FastifyReply): void {
    const follower: Follower = { accountId, reply, lastId: null };
    const headers = reply.getHeaders() as Record<string, string>;
    reply.hijack();
    reply.raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    reply.raw.write('event: notices\ndata: {}\n\n');
    this.followers.add(follower);
    reply.raw.on('close', () => this.followers.delete(follower));
  }

  private async tell(): Promise<void> {
    if (this.followers.size === 0) return;
    const accounts = [...new Set([...this.followers].map(({ accountId }) => accountId))];
    const rows: { account_id: string; id: string }[] = await this.db.query(
      `select x.account_id, n.id from unnest($1::uuid[]) as x(account_id)
         cross join lateral (select id from notice where account_id = x.account_id
                              order by created_at desc, id desc limit 1) n`,
      [accounts],
    );
    const newest = new Map(rows.map((row) => [row.account_id, row.id]));
    const waiting = [...this.followers].filter((one) => (newest.get(one.accountId) ?? null) !== one.lastId);
    for (const follower of waiting) follower.lastId = newest.get(follower.accountId) ?? null;
    this.send('event: notices\ndata: {}\n\n', waiting);
  }

  private send(text: string, followers: readonly Follower[]): void {
    for (const { reply } of followers) reply.raw.write(text);
  }
}
