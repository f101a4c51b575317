/** A living stream says something every 25 s; one that is silent for longer than this has died without a word (sleep, Wi-Fi). */
const silence = 60_000;

/**
 * Reads server-sent events until the stream ends. Only `event` and `data` of one line each are understood: our server sends
 * no others. Rejects when the stream breaks or falls silent.
 */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  heard: (name: string, data: string) => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await withinSilence(reader);
    if (done) return;
    const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const name = /^event: (.+)$/m.exec(block)?.[1];
      if (name) heard(name, /^data: (.+)$/m.exec(block)?.[1] ?? '');
    }
  }
}

async function withinSilence(reader: ReadableStreamDefaultReader<Uint8Array>) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await Promise.race([
      reader.read(),
      new Promise<never>((_, reject) => {
        timer = setTimeout(() => {
          void reader.cancel().catch(() => undefined);
          reject(new Error('silent'));
        }, silence);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
