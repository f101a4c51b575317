import { routes, type MoneyDto, type RunDetailsDto, type RunDto } from '@rocket/contracts';
import { Alert, Chip, InstantText, Money, Progress, writeDate, type Tone } from '@rocket/ui';
import { useEffect, useRef } from 'preact/hooks';
import { call } from '../../api';
import { refresh, useLoaded } from '../../load';
import { Ready } from '../../shell/loading';
import { Facts, Panel } from '../../shell/page';
import { runWords } from '../../text/run-words';
import { words } from '../../text/words';
import { paceOf, type Mark } from './run-pace';
import { RunProducts } from './run-products';
import { StopRun } from './stop-run';

/** A run that goes on is looked at again after so long. */
export const LIVE_MS = 2_000;

export const RUN_TONES: Record<RunDto['state'], Tone> = {
  running: 'info',
  completed: 'good',
  failed: 'danger',
  stopped: 'warning',
};

/** Sums of different currencies stand beside each other. */
export function Sums({ of }: { of: readonly MoneyDto[] }) {
  if (of.length === 0) return <span class="muted">{runWords().nothing}</span>;
  return (
    <span class="two-lines">
      {of.map((sum) => (
        <Money key={sum.currency} value={sum} />
      ))}
    </span>
  );
}

/** One run: how far it is while it goes on, then what it did and how that differs from what was foreseen. */
export function RunPanel({ id }: { id: string }) {
  const run = useLoaded<RunDetailsDto>(
    `runs/${id}`,
    () => call(routes.run, { params: { id } }),
    (value) => (value?.state === 'running' ? LIVE_MS : null),
  );
  const state = run.value?.state;
  const before = useRef(state);
  useEffect(() => {
    // It ended while it was looked at: the list below says so too.
    if (before.current === 'running' && state !== 'running') refresh('runs');
    before.current = state;
  }, [state]);
  return <Ready of={run}>{(value) => <Shown run={value} />}</Ready>;
}

function Shown({ run }: { run: RunDetailsDto }) {
  const t = words.value;
  const s = t.staff.runs;
  const r = runWords();
  const isRunning = run.state === 'running';
  return (
    <Panel
      title={r.title(writeDate(run.businessDate))}
      aside={
        <span class="with-chip">
          <Chip tone={RUN_TONES[run.state]}>{s.state[run.state]}</Chip>
          {isRunning && run.stopReason === null && <StopRun run={run} />}
        </span>
      }
    >
      <div class="panel-body stack">
        {isRunning && <Going run={run} />}
        {run.stopReason !== null && (
          <Alert tone="warning" title={isRunning ? r.stopping : r.wasStopped}>
            <p>{run.stopReason}</p>
            {run.waitsForPerson && !isRunning && <p>{r.waits}</p>}
          </Alert>
        )}
        {run.state === 'failed' && <Alert tone="danger">{r.failedText}</Alert>}
        <Facts
          items={[
            [r.made, <Sums key="made" of={run.amounts} />],
            [
              r.foreseen,
              run.expected ? (
                <Sums key="foreseen" of={run.expected.amounts} />
              ) : (
                <span class="muted">{r.noRehearsal}</span>
              ),
            ],
            ...tallyOf(run),
            ...(run.finishedAt && run.finishedAt !== run.startedAt
              ? [[r.finished, <InstantText key="finished" at={run.finishedAt} />] as const]
              : []),
          ]}
        />
      </div>
      <RunProducts products={run.products} foreseen={run.expected !== null} over={!isRunning} />
    </Panel>
  );
}

/** What a run of a date would do: nothing was written. */
export function DryRun({ run }: { run: RunDetailsDto }) {
  const s = words.value.staff.runs;
  const r = runWords();
  return (
    <Panel title={r.dryTitle(writeDate(run.businessDate))} aside={<Chip tone="info">{s.dry}</Chip>}>
      <div class="panel-body stack">
        <Facts items={[[r.would, <Sums key="would" of={run.amounts} />], ...tallyOf(run)]} />
      </div>
      <RunProducts products={run.products} foreseen={false} over />
    </Panel>
  );
}

const tallyOf = (run: RunDto): [string, string][] => {
  const s = words.value.staff.runs;
  return (['accounts', 'charged', 'suspended', 'resumed', 'ended', 'parked'] as const).map((key) => [
    s[key],
    key === 'accounts' ? runWords().outOf(run.accounts, Math.max(run.due, run.accounts)) : String(run[key]),
  ]);
};

function Going({ run }: { run: RunDto }) {
  const r = runWords();
  const done = run.accounts + run.parked;
  const now: Mark = { done, atMs: performance.now() };
  const first = useRef(now);
  const pace = paceOf(first.current, now, run.due);
  return (
    <div class="stack">
      <Progress label={r.progress(done, run.due)} done={{ part: done, whole: Math.max(run.due, done, 1) }} />
      <p class="muted">{pace ? r.pace(pace.perSecond, pace.secondsLeft) : r.measuring}</p>
    </div>
  );
}
