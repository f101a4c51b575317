import { routes, type RunDto } from '@rocket/contracts';
import { Chip, DateText, EmptyState, InstantText, Table } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { words } from '../../text/words';
import { ParkedAccounts } from './parked-accounts';
import { DryRun, RunPanel, RUN_TONES, Sums } from './run-panel';
import { StartRun } from './start-run';

/** Renewal runs (rules 12, 13): the one that goes on, what was foreseen and done, what would be done, and one by hand. */
export default function Runs() {
  const t = words.value;
  const s = t.staff.runs;
  const runs = useList<RunDto>('runs', (cursor) => call(routes.runs, { query: { limit: 50, cursor } }));
  const { query, route } = useLocation();
  const [dry, setDry] = useState<Parameters<typeof DryRun>[0]['run'] | null>(null);
  return (
    <Page title={t.nav.runs}>
      <Ready of={runs} lines={6}>
        {(items) => {
          const chosen = query['run'] ?? (items.find(({ state }) => state === 'running') ?? items[0])?.id;
          return (
            <>
              {chosen && <RunPanel key={chosen} id={chosen} />}
              <ParkedAccounts />
              <div class="columns columns-form">
                <Panel title={s.start} padded>
                  <StartRun
                    newest={items[0] ?? null}
                    onDry={setDry}
                    onDone={() => {
                      setDry(null);
                      // The newest is shown, whatever was chosen before.
                      if (query['run']) route('/runs', true);
                    }}
                  />
                </Panel>
                {dry && <DryRun run={dry} />}
              </div>
              <Panel>
                {items.length === 0 ? (
                  <EmptyState title={s.empty} text={s.emptyText} />
                ) : (
                  <RunTable runs={items} onChoose={() => setDry(null)} />
                )}
                <More of={runs} />
              </Panel>
            </>
          );
        }}
      </Ready>
    </Page>
  );
}

function RunTable({ runs, onChoose }: { runs: readonly RunDto[]; onChoose: () => void }) {
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
              <a href={`/runs?run=${run.id}`} onClick={onChoose}>
                <DateText date={run.businessDate} />
              </a>
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
              <Chip tone={RUN_TONES[run.state]}>{s.state[run.state]}</Chip>
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
        { key: 'amount', title: t.common.amount, align: 'end', cell: (run) => <Sums of={run.amounts} /> },
      ]}
    />
  );
}
