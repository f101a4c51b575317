import { routes, startRun, type RunDto } from '@rocket/contracts';
import {
  Alert,
  Button,
  Chip,
  DateText,
  EmptyState,
  InstantText,
  Money,
  Progress,
  Table,
  TextField,
  writeDate,
  type Tone,
} from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../api';
import { Confirm } from '../form/confirm';
import { useForm } from '../form/use-form';
import { refresh, useList } from '../load';
import { More, Ready } from '../shell/loading';
import { Facts, Page, Panel } from '../shell/page';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';
import { browserToday } from './browser-today';
import { ParkedAccounts } from './parked-accounts';
import { StopRun } from './stop-run';

const TONES: Record<RunDto['state'], Tone> = {
  running: 'info',
  completed: 'good',
  failed: 'danger',
  stopped: 'warning',
};

/** Renewal runs (rules 12, 13): what was done, what would be done, and one by hand. */
export default function Runs() {
  const t = words.value;
  const s = t.staff.runs;
  const runs = useList<RunDto>('runs', (cursor) => call(routes.runs, { query: { limit: 50, cursor } }));
  const [last, setLast] = useState<RunDto | null>(null);
  return (
    <Page title={t.nav.runs}>
      <Ready of={runs} lines={6}>
        {(items) => (
          <>
            <div class="columns columns-form">
              <Panel title={s.start} padded>
                <StartForm newest={items[0] ?? null} onDone={setLast} />
              </Panel>
              {last && (
                <Panel title={last.dryRun ? s.dryDone : s.done} padded>
                  <Tally run={last} />
                </Panel>
              )}
            </div>
            <ParkedAccounts />
            <Panel>
              {items.length === 0 ? (
                <EmptyState title={s.empty} text={s.emptyText} />
              ) : (
                <RunTable runs={items} />
              )}
              <More of={runs} />
            </Panel>
          </>
        )}
      </Ready>
    </Page>
  );
}

function StartForm({ newest, onDone }: { newest: RunDto | null; onDone: (run: RunDto) => void }) {
  const t = words.value;
  const s = t.staff.runs;
  const today = browserToday();
  const [confirming, confirm] = useState<string | null>(null);
  const form = useForm({
    // The sandbox may stand later than this browser: then the newest run knows better.
    initial: { businessDate: newest && newest.businessDate > today ? newest.businessDate : today },
    schema: startRun,
    read: (values) => ({ ...values, dryRun: true }),
    send: (body, idempotencyKey) => call(routes.startRun, { body, idempotencyKey }),
    done: (run) => {
      refresh('runs');
      onDone(run);
    },
  });
  const askFirst = () => {
    const parsed = startRun.safeParse({ businessDate: form.values.businessDate });
    if (parsed.success) confirm(parsed.data.businessDate);
    else form.submit();
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
          act={(idempotencyKey) =>
            call(routes.startRun, { body: { businessDate: confirming }, idempotencyKey })
          }
          done={(run) => {
            confirm(null);
            refresh('runs');
            refresh('account');
            toasts.say(s.done);
            onDone(run);
          }}
          onClose={() => confirm(null)}
          busyText={s.running}
        >
          <p>{s.confirmText}</p>
        </Confirm>
      )}
    </form>
  );
}

function Tally({ run }: { run: RunDto }) {
  const t = words.value;
  const s = t.staff.runs;
  return (
    <Facts
      items={[
        [s.date, <DateText key="date" date={run.businessDate} />],
        [t.common.amount, <Money key="amount" value={run.amount} />],
        [s.accounts, String(run.accounts)],
        [s.charged, String(run.charged)],
        [s.suspended, String(run.suspended)],
        [s.resumed, String(run.resumed)],
        [s.ended, String(run.ended)],
        [s.parked, String(run.parked)],
      ]}
    />
  );
}

function RunTable({ runs }: { runs: readonly RunDto[] }) {
  const t = words.value;
  const s = t.staff.runs;
  const count = (key: 'accounts' | 'charged' | 'suspended') => ({
    key,
    title: s[key],
    align: 'end' as const,
    cell: (run: RunDto) => run[key],
  });
  return (
    <Table
      roomy
      caption={t.nav.runs}
      rows={runs}
      rowKey={(run) => run.id}
      columns={[
        {
          key: 'date',
          title: s.date,
          lead: true,
          cell: (run) => (
            <span class="two-lines">
              <span class="with-chip">
                <DateText date={run.businessDate} /> {run.dryRun && <Chip tone="info">{s.dry}</Chip>}
              </span>
              <small class="muted">
                <InstantText at={run.startedAt} />
              </small>
            </span>
          ),
        },
        {
          key: 'state',
          title: t.common.state,
          cell: (run) => (
            <span class="with-chip">
              <Chip tone={TONES[run.state]}>{s.state[run.state]}</Chip>
              {run.state === 'running' && <StopRun run={run} />}
              {run.parked > 0 && (
                <Chip tone="danger">
                  {s.parked}: {run.parked}
                </Chip>
              )}
            </span>
          ),
        },
        count('accounts'),
        count('charged'),
        count('suspended'),
        { key: 'amount', title: t.common.amount, align: 'end', cell: (run) => <Money value={run.amount} /> },
      ]}
    />
  );
}
