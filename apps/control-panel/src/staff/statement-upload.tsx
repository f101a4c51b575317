import { routes, type ReceiptDto, type StatementResultDto } from '@rocket/contracts';
import { Alert, Button, Progress } from '@rocket/ui';
import { useRef, useState } from 'preact/hooks';
import { call, newKey } from '../api';
import { refusalText } from '../form/refusal-text';
import { refresh } from '../load';
import { deskWords } from '../text/desk-words';
import { words } from '../text/words';
import { StatementResult } from './statement-result';

interface Outcome {
  readonly name: string;
  readonly result?: StatementResultDto;
  readonly error?: string;
}

/**
 * Bank statements, one or several, dropped or chosen. They are sent one after another as they are: the server recognises
 * the encoding, and importing a file twice changes nothing (rule 5).
 */
export function StatementUpload({
  settled,
  onAllocate,
}: {
  settled: readonly ReceiptDto[];
  onAllocate: (receipt: ReceiptDto) => void;
}) {
  const s = deskWords();
  const input = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState<{ name: string; part: number; whole: number } | null>(null);
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [isOver, setOver] = useState(false);

  const send = async (file: File): Promise<Outcome> => {
    try {
      const result = await call(routes.importStatement, {
        raw: { bytes: file, type: 'text/plain' },
        idempotencyKey: newKey(),
      });
      return { name: file.name, result };
    } catch (error) {
      return { name: file.name, error: refusalText(words.peek(), error) };
    }
  };
  const sendAll = async (files: readonly File[]) => {
    const done: Outcome[] = [];
    setOutcomes([]);
    for (const [index, file] of files.entries()) {
      setReading({ name: file.name, part: index, whole: files.length });
      done.push(await send(file));
      setOutcomes([...done]);
    }
    setReading(null);
    refresh('receipts/');
    refresh('accounts/');
    refresh('account/');
  };
  const take = (list: FileList | null | undefined) => {
    const files = [...(list ?? [])];
    if (files.length > 0 && !reading) void sendAll(files);
  };

  return (
    <section class="upload" aria-label={s.upload}>
      <div
        class={`drop${isOver ? ' is-over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer?.files);
        }}
      >
        {reading ? (
          <Progress
            label={s.reading(reading.name)}
            {...(reading.whole > 1 ? { done: { part: reading.part, whole: reading.whole } } : {})}
          />
        ) : (
          <>
            <div>
              <strong>{s.drop}</strong>
              <p class="muted">{deskWords().dropHint}</p>
            </div>
            <Button kind="primary" onClick={() => input.current?.click()}>
              {s.choose}
            </Button>
          </>
        )}
        <input
          ref={input}
          class="visually-hidden"
          type="file"
          multiple
          accept=".txt,.xml,text/plain,application/xml,text/xml"
          tabIndex={-1}
          aria-label={s.upload}
          onChange={(event) => {
            take(event.currentTarget.files);
            // The same file chosen again must be a change too.
            event.currentTarget.value = '';
          }}
        />
      </div>
      {outcomes.map((one) =>
        one.result ? (
          <StatementResult
            key={one.result.id}
            name={one.name}
            result={one.result}
            settled={settled}
            onAllocate={onAllocate}
          />
        ) : (
          <Alert key={one.name} tone="danger" title={s.resultOf(one.name)}>
            <p>{one.error}</p>
          </Alert>
        ),
      )}
    </section>
  );
}
