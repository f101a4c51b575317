export const WAKE_TOPICS = [
  'renewals',
  'documents',
  'notices',
  'expiries',
  'life_cycle',
  'installs',
  'providers',
  'seals',
  'mail',
  'announcements',
  'webhooks',
  'reports',
] as const;
export type WakeTopic = (typeof WAKE_TOPICS)[number];

/** What every process has to hear of, because each has listeners of its own: open widgets hang on one of many. */
export const HEARD_EVERYWHERE: ReadonlySet<WakeTopic> = new Set(['notices']);

/**
 * Tells whoever does a kind of work that there may be some. It carries nothing: the work is found in the
 * database, so a lost wake-up costs minutes and a needless one costs a query. Call it after the commit.
 */
export abstract class Waker {
  abstract wake(topic: WakeTopic): void;
}
