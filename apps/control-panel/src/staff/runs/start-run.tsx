import { routes, startRun, type RunDetailsDto, type RunDto } from '@rocket/contracts';
import { Alert, Button, Progress, TextField, writeDate } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { useForm } from '../../form/use-form';
import { refresh, useLoaded } from '../../load';
import { toasts } from '../../shell/toasts';
import { runWords } from '../../text/run-words';
import { words } from '../../text/words';
import { browserToday } from '../browser-today';
import { LIVE_MS } from './run-panel';

interface Asked {
  readonly newest: RunDto | null;
  readonly onDry: (run: RunDetailsDto) => void;
  readonly onDone: () => void;
}

/** A business date by hand: looked at first, or charged after a question. */
export function StartRun({ newest, onDry, onDone }: Asked) {
  const t = words.value;
  const s = t.staff.runs;
  const today = browserToday();
  const [confirming, confirm] = useState<string | null>(null);
  const [charging, charge] = useState(false);
  const begun = useBegun(charging ? confirming : null);
  const form = useForm({
    // The sandbox may stand later than this browser: then the newest run knows better.
    initial: { businessDate: newest && newest.businessDate > today ? newest.businessDate : today },
    schema: startRun,
    read: (values) => ({ ...values, dryRun: true }),
    send: (body, idempotencyKey) => call(routes.startRun, { body, idempotencyKey }),
    done: onDry,
  });
  const askFirst = () => {
    const parsed = startRun.safeParse({ businessDate: form.values.businessDate });
    if (parsed.success) confirm(parsed.data.businessDate);
    else form.submit();
  };
  const act = async (businessDate: string, idempotencyKey: string) => {
    charge(true);
    try {
      return await call(routes.startRun, { body: { businessDate }, idempotencyKey });
    } finally {
      charge(false);
    }
  };
  return (
    <form class="stack" noValidate onSubmit={form.submit}>
      {form.alert && <Alert tone="danger">{form.alert}</Alert>}
      <TextField label={s.date} hint={s.dateHint} type="date" {...form.field('businessDate')} />
      {form.busy && <Progress label={s.looking} />}
      <div class="row">
        <Button type="submit" busy={form.busy}>
          {s.dryRun}
        </Button>
        <Button kind="primary" onClick={askFirst}>
          {s.realRun}
        </Button>
      </div>
      {confirming && (
        <Confirm
          title={s.confirmTitle(writeDate(confirming))}
          yes={s.realRun}
          act={(idempotencyKey) => act(confirming, idempotencyKey)}
          done={() => {
            confirm(null);
            refresh('runs');
            refresh('account');
            toasts.say(s.done);
            onDone();
          }}
          onClose={() => {
            confirm(null);
            refresh('runs');
          }}
          busyText={begun ? runWords().progress(begun.accounts + begun.parked, begun.due) : s.running}
        >
          <p>{s.confirmText}</p>
        </Confirm>
      )}
    </form>
  );
}

/** The run of a date that was asked for and has not answered yet. */
function useBegun(date: string | null): RunDto | null {
  const newest = useLoaded(
    date && 'runs/begun',
    async () => (await call(routes.runs, { query: { limit: 1 } })).items[0] ?? null,
    () => LIVE_MS,
  ).value;
  return newest && newest.state === 'running' && newest.businessDate === date ? newest : null;
}
