import type { SupportRequestDto, SupportRequestState } from '@rocket/contracts';
import { Chip, InstantText, Table, type Tone } from '@rocket/ui';
import { supportWords } from '../../text/support-words';
import '../../styles/support.css';

const TONES: Readonly<Record<SupportRequestState, Tone>> = {
  open: 'warning',
  answered: 'good',
  closed: 'neutral',
};

export const StateChip = ({ state, forStaff }: { state: SupportRequestState; forStaff: boolean }) => {
  const w = supportWords();
  return <Chip tone={TONES[state]}>{(forStaff ? w.deskStates : w.states)[state]}</Chip>;
};

/** By when an answer is due of one that waits, or why nobody can say. */
export function Due({ of }: { of: SupportRequestDto }) {
  const w = supportWords();
  if (of.calendarMissing !== null) return <span class="muted">{w.noCalendar(of.calendarMissing)}</span>;
  if (of.dueAt === null) return null;
  return (
    <span class="talk-when">
      <InstantText at={of.dueAt} />
      {of.late && <Chip tone="danger">{w.late}</Chip>}
    </span>
  );
}

/** Requests as the customer reads them, or with their accounts as the desk does. */
export function RequestList({
  rows,
  hrefOf,
  forStaff = false,
}: {
  rows: readonly SupportRequestDto[];
  hrefOf: (request: SupportRequestDto) => string;
  forStaff?: boolean;
}) {
  const w = supportWords();
  return (
    <Table
      roomy
      caption={forStaff ? w.desk : w.requests}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'subject',
          title: w.columns.subject,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              <a href={hrefOf(one)} class="talk-subject">
                {one.subject || w.erasedSubject}
              </a>
              <small class="muted">
                {w.number(one.number)}
                {one.product && ` · ${one.product.name}`}
              </small>
            </span>
          ),
        },
        ...(forStaff
          ? [
              {
                key: 'account',
                title: w.columns.account,
                cell: (one: SupportRequestDto) => (
                  <span class="two-lines">
                    <a href={`/accounts/${one.account.id}`}>{one.account.name}</a>
                    <small class="muted">{one.askedBy}</small>
                  </span>
                ),
              },
            ]
          : []),
        {
          key: 'state',
          title: w.columns.state,
          cell: (one) => <StateChip state={one.state} forStaff={forStaff} />,
        },
        { key: 'due', title: w.columns.due, cell: (one) => <Due of={one} /> },
        { key: 'last', title: w.columns.last, cell: (one) => <InstantText at={one.lastAt} /> },
      ]}
    />
  );
}
