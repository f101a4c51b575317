import { handOverTaskStates, routes, type HandOverTaskDto, type HandOverTasksDto } from '@rocket/contracts';
import {
  Alert,
  Button,
  Chip,
  DateText,
  EmptyState,
  Table,
  writeDate,
  writeInstant,
  type Tone,
} from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { chosen, Filter } from '../../account/filter';
import { paperName } from '../../account/paper-name';
import { call } from '../../api';
import { useList } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { officeWords } from '../../text/office-words';
import { words } from '../../text/words';
import type { StaffScreen } from '../staff-screens';
import { DocumentDialog } from './document-dialog';

type State = HandOverTaskDto['state'];
const TONES: Record<State, Tone> = { owed: 'warning', waiting: 'info', failed: 'danger', done: 'good' };

/** Whose originals have to go, how those that went did, and what a person does about it (rule 19, clause 2.1.6). */
export default function HandOvers({ me }: StaffScreen) {
  const t = words.value;
  const o = officeWords();
  const state = chosen(useLocation().query['state'], handOverTaskStates) ?? 'owed';
  const [operator, setOperator] = useState(true);
  const [opened, open] = useState<HandOverTaskDto | null>(null);
  const tasks = useList<HandOverTaskDto>(`hand-overs/${state}`, async (cursor) => {
    const page: HandOverTasksDto = await call(routes.handOverTasks, { query: { state, limit: 25, cursor } });
    setOperator(page.operator);
    return page;
  });
  return (
    <Page title={t.nav.handOvers} lead={o.lead}>
      {!operator && <Alert tone="neutral">{o.noOperator}</Alert>}
      <Filter
        name="state"
        label={o.filter}
        all={o.states.owed}
        choices={(['waiting', 'failed', 'done'] as const).map((one) => [one, o.states[one]] as const)}
      />
      <Panel title={o.tasks}>
        <Ready of={tasks} lines={6}>
          {(items) =>
            items.length === 0 ? (
              <EmptyState title={o.empty[state]} text={o.emptyText} />
            ) : (
              <>
                <TaskTable items={items} onOpen={open} />
                <More of={tasks} />
              </>
            )
          }
        </Ready>
      </Panel>
      {opened && (
        <DocumentDialog
          me={me}
          accountId={opened.account}
          accountName={opened.accountName}
          document={opened.document}
          onClose={() => open(null)}
        />
      )}
    </Page>
  );
}

function TaskTable({
  items,
  onOpen,
}: {
  items: readonly HandOverTaskDto[];
  onOpen: (task: HandOverTaskDto) => void;
}) {
  const t = words.value;
  const o = officeWords();
  return (
    <Table
      caption={o.tasks}
      rows={items}
      rowKey={(one) => one.document.id}
      columns={[
        {
          key: 'document',
          title: o.document,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              <span>{paperName(one.document)}</span>
              <small>
                <a href={`/accounts/${one.account}/documents`}>{one.accountName}</a>
              </small>
            </span>
          ),
        },
        {
          key: 'way',
          title: o.way,
          cell: (one) => (one.participant ? o.byEdo(one.participant) : o.onPaper),
        },
        { key: 'state', title: t.common.state, cell: (one) => <Standing task={one} /> },
        {
          key: 'act',
          title: t.common.actions,
          quietTitle: true,
          align: 'end',
          cell: (one) => (
            <Button size="small" label={o.openPaper(paperName(one.document))} onClick={() => onOpen(one)}>
              {o.open}
            </Button>
          ),
        },
      ]}
    />
  );
}

function Standing({ task }: { task: HandOverTaskDto }) {
  const t = words.value;
  const o = officeWords();
  const originals = task.document.due.find(({ what }) => what === 'send_originals');
  return (
    <span class="two-lines">
      <span class="with-chip">
        <Chip tone={TONES[task.state]}>{o.states[task.state]}</Chip>
        {task.state === 'owed' && originals?.on && (
          <small>{o.until(writeDate(originals.on), originals.overdue)}</small>
        )}
        {task.handOver?.sentOn && (
          <small>
            {o.channels[task.handOver.channel]}, <DateText date={task.handOver.sentOn} />
          </small>
        )}
      </span>
      {task.tries > 0 && task.state !== 'done' && (
        <small class="muted">
          {o.tries(
            task.tries,
            task.nextTryAt ? writeInstant(t.language, task.nextTryAt, 'Europe/Moscow') : '',
          )}
        </small>
      )}
      {task.handOver?.evidence && <small class="muted">{task.handOver.evidence}</small>}
    </span>
  );
}
