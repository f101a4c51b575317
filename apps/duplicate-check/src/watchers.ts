/** Cards that are open, by account: told at once when the market says that something changed. */
export class Watchers {
  private readonly byAccount = new Map<number, Set<() => void>>();

  /** Answers how to stop. */
  add(account: number, tell: () => void): () => void {
    const watchers = this.byAccount.get(account) ?? new Set();
    watchers.add(tell);
    this.byAccount.set(account, watchers);
    return () => {
      watchers.delete(tell);
      if (watchers.size === 0) this.byAccount.delete(account);
    };
  }

  tell(account: number): void {
    for (const tell of this.byAccount.get(account) ?? []) tell();
  }
}
