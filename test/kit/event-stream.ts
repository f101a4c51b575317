/** Server-sent events of an address, as they come. */
export class EventStream {
  readonly names: string[] = [];
  readonly events: { name: string; data: Record<string, unknown> }[] = [];
  private readonly abort = new AbortController();
  private wake: () => void = () => undefined;
  private over = false;

  private constructor(readonly status: number) {}

  /** @returns when the server has answered; what it refuses has a status and no events */
  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventStream> {
    const abort = new AbortController();
    const answer = await fetch(url, { headers, signal: abort.signal });
    const stream = new EventStream(answer.status);
    stream.abort.signal.addEventListener('abort', () => abort.abort());
    if (answer.ok && answer.body) void stream.read(answer.body);
    else await answer.text();
    return stream;
  }

  get hasEnded(): boolean {
    return this.over;
  }

  close(): void {
    this.abort.abort();
  }

  /** Waits, by events and not by sleeping, until there are so many, or until the stream has ended. */
  async until(isThere: () => boolean, withinMs = 5_000): Promise<void> {
    const deadline = Date.now() + withinMs;
    while (!isThere()) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Not within ${withinMs} ms; heard ${this.names.join(', ')}`);
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((done) => {
        this.wake = done;
        timer = setTimeout(done, left);
      });
      clearTimeout(timer);
    }
  }

  private async read(body: ReadableStream<Uint8Array>): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    try {
      for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
        rest += decoder.decode(part, { stream: true });
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) this.hear(block);
      }
    } catch {
      // Closed by us or cut off.
    }
    this.over = true;
    this.wake();
  }

  private hear(block: string): void {
    const name = /^event: (.+)$/m.exec(block)?.[1];
    const data = /^data: (.+)$/m.exec(block)?.[1];
    if (name === undefined) return;
    this.names.push(name);
    this.events.push({ name, data: JSON.parse(data ?? '{}') as Record<string, unknown> });
    this.wake();
  }
}
