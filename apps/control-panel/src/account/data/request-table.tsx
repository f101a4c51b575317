import type { PersonalDataRequestDto, PersonalDataRequestState } from '@rocket/contracts';
import { Button, Chip, DateText, InstantText, Table, type Tone } from '@rocket/ui';
import { personalDataWords } from '../../text/personal-data-words';

const TONES: Readonly<Record<PersonalDataRequestState, Tone>> = {
  waiting: 'warning',
  done: 'good',
  refused: 'neutral',
};

/** Requests about personal data, as the person who asked and whoever answers read them. */
export function RequestTable({
  rows,
  withPeople = false,
  answer,
}: {
  rows: readonly PersonalDataRequestDto[];
  withPeople?: boolean;
  answer?: (request: PersonalDataRequestDto) => void;
}) {
  const d = personalDataWords();
  return (
    <Table
      roomy
      caption={withPeople ? d.register : d.requests}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'what',
          title: d.columns.what,
          lead: true,
          cell: (one) => (
            <span class="two-lines">
              <span>
                {d.kinds[one.kind]} <span class="muted">{one.number}</span>
              </span>
              {one.words && <small class="muted">{one.words}</small>}
            </span>
          ),
        },
        ...(withPeople
          ? [
              {
                key: 'person',
                title: d.columns.person,
                cell: (one: PersonalDataRequestDto) => (
                  <span class="two-lines">
                    <span>{one.person.name}</span>
                    <small>
                      <a href={`/accounts/${one.account.id}/people`}>{one.account.name}</a>
                    </small>
                  </span>
                ),
              },
            ]
          : []),
        {
          key: 'asked',
          title: d.columns.asked,
          cell: (one) => (
            <span class="two-lines">
              <span>
                <InstantText at={one.askedAt} />
              </span>
              {one.askedBy.startsWith('staff:') && <small class="muted">{d.byStaff}</small>}
            </span>
          ),
        },
        {
          key: 'due',
          title: d.columns.due,
          cell: (one) =>
            one.state === 'waiting' && (
              <>
                <DateText date={one.dueOn} /> {one.late && <Chip tone="danger">{d.late}</Chip>}
              </>
            ),
        },
        {
          key: 'state',
          title: d.columns.state,
          cell: (one) => (
            <span class="two-lines">
              <span>
                <Chip tone={TONES[one.state]}>{d.states[one.state]}</Chip>
              </span>
              {one.answer && <small class="muted">{one.answer}</small>}
            </span>
          ),
        },
        ...(answer
          ? [
              {
                key: 'act',
                title: d.columns.act,
                quietTitle: true,
                align: 'end' as const,
                cell: (one: PersonalDataRequestDto) =>
                  one.state === 'waiting' && (
                    <Button size="small" onClick={() => answer(one)}>
                      {d.answer}
                    </Button>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
}
