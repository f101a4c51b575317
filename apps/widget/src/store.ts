/** Something that holds one value and tells when it becomes another. */
export abstract class Store<T> {
  private readonly listeners = new Set<() => void>();

  protected constructor(private current: T) {}

  get state(): T {
    return this.current;
  }

  /** @returns the way to stop listening */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  protected become(state: T): void {
    this.current = state;
    for (const listener of [...this.listeners]) listener();
  }
}
