import { CamtReader } from './camt-reader';
import { OneCReader } from './one-c-reader';
import { recogniseStatement, type Recognised } from './statement-encoding';
import type { StatementReader, StatementSink } from './statement-sink';

/** So much of the beginning tells what a file is; every statement known shows itself in its first kilobyte. */
const HEAD_BYTES = 64 * 1024;

/** A statement whose bytes come in pieces: recognises the format by the first of them and hands the text to its reader. */
export class OpenStatement {
  private head: Uint8Array[] = [];
  private headBytes = 0;
  private open: { reader: StatementReader; decoder: InstanceType<typeof TextDecoder> } | null = null;

  constructor(private readonly sink: StatementSink) {}

  /** @throws PaymentSourceError `statement_unreadable` */
  take(bytes: Uint8Array): void {
    if (this.open) return this.decode(bytes);
    this.head.push(bytes);
    this.headBytes += bytes.length;
    if (this.headBytes >= HEAD_BYTES) this.recognise();
  }

  /** @throws PaymentSourceError `statement_unreadable`, `statement_empty` */
  finish(): void {
    if (!this.open) this.recognise();
    const { reader, decoder } = this.open!;
    reader.take(decoder.decode());
    reader.finish();
  }

  private recognise(): void {
    const head = Buffer.concat(this.head);
    this.head = [];
    const recognised = recogniseStatement(head);
    const { format, encoding } = recognised;
    this.sink({ type: 'format', format, encoding });
    this.open = { reader: this.readerOf(recognised), decoder: new TextDecoder(recognised.label) };
    this.decode(head);
  }

  private readerOf({ format, encoding }: Recognised): StatementReader {
    return format === '1c' ? new OneCReader(encoding, this.sink) : new CamtReader(this.sink);
  }

  /** In slices, so that the text of a file given whole does not stand in memory beside its bytes. */
  private decode(bytes: Uint8Array): void {
    const { reader, decoder } = this.open!;
    for (let at = 0; at < bytes.length; at += HEAD_BYTES)
      reader.take(decoder.decode(bytes.subarray(at, at + HEAD_BYTES), { stream: true }));
  }
}
