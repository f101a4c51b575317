import type { AccountUserDto } from '@rocket/contracts';
import { Button, Chip, EmptyState, Table } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { peopleWords } from '../../text/people-words';
import { words } from '../../text/words';
import { refreshAccount } from '../reads';
import { AccessDialog } from './access-dialog';
import { usePeople } from './reads';

/** Who looks at the people of an account. The server decides; this keeps refused buttons off the screen. */
export interface Reader {
  /** Their own line in the list; null: staff. */
  readonly selfId: string | null;
  readonly mayChange: boolean;
  /** Decides about owners too, whoever else is one. */
  readonly decidesOnOwners: boolean;
  /** Writes down what a person asks about their data (rule 32). */
  readonly writesDown?: (person: AccountUserDto) => void;
}

/** The people of an account and what each may do (rule 30). */
export function PeoplePanel({ accountId, reader }: { accountId: string; reader: Reader }) {
  const p = peopleWords();
  const people = usePeople(accountId);
  const [chosen, choose] = useState<AccountUserDto | null>(null);
  return (
    <>
      <Panel>
        <Ready of={people} lines={5}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState title={p.empty} />
            ) : (
              <PeopleTable reader={reader} rows={rows} choose={reader.mayChange ? choose : null} />
            )
          }
        </Ready>
      </Panel>
      {chosen && (
        <AccessDialog
          accountId={accountId}
          person={chosen}
          mayNameOwner={namesOwners(reader, people.value ?? [])}
          onClose={() => choose(null)}
          onSaved={() => {
            choose(null);
            toasts.say(p.saved);
            refreshAccount(accountId);
          }}
        />
      )}
    </>
  );
}

/** While no owner can come in, whoever may change anything may name one. */
const namesOwners = (reader: Reader, rows: readonly AccountUserDto[]): boolean =>
  reader.decidesOnOwners || !rows.some(isOwnerHere);

const isOwnerHere = ({ level, access, inAmocrm }: AccountUserDto): boolean =>
  level === 'owner' && access && inAmocrm;

function PeopleTable({
  reader,
  rows,
  choose,
}: {
  reader: Reader;
  rows: readonly AccountUserDto[];
  choose: ((person: AccountUserDto) => void) | null;
}) {
  const t = words.value;
  const p = peopleWords();
  const mayNameOwner = namesOwners(reader, rows);
  return (
    <Table
      caption={p.caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'name',
          title: p.columns.name,
          lead: true,
          cell: (person) => (
            <div>
              <div>
                {person.name} {person.id === reader.selfId && <span class="muted">({p.you})</span>}
              </div>
              {person.email && <div class="muted">{person.email}</div>}
            </div>
          ),
        },
        {
          key: 'level',
          title: p.columns.level,
          cell: (person) =>
            person.access ? (
              <>
                {t.levels[person.level]}
                {person.levelGivenBy === 'amocrm' && <div class="muted">{p.byRights}</div>}
              </>
            ) : (
              <Chip tone="danger">{p.closed}</Chip>
            ),
        },
        { key: 'rights', title: p.columns.rights, cell: (person) => rightsOf(person, p) },
        ...(choose
          ? [
              {
                key: 'change',
                title: p.columns.change,
                quietTitle: true,
                align: 'end' as const,
                cell: (person: AccountUserDto) => (
                  <div class="row row-end">
                    {reader.writesDown && person.handling !== 'erased' && (
                      <Button size="small" onClick={() => reader.writesDown?.(person)}>
                        {p.dataRequest}
                      </Button>
                    )}
                    {(mayNameOwner || person.level !== 'owner') && (
                      <Button size="small" onClick={() => choose(person)}>
                        {p.change}
                      </Button>
                    )}
                  </div>
                ),
              },
            ]
          : []),
      ]}
    />
  );
}

function rightsOf(person: AccountUserDto, { rights }: ReturnType<typeof peopleWords>) {
  if (!person.inAmocrm) return <Chip tone="neutral">{rights.gone}</Chip>;
  if (person.isFree) return rights.free;
  return person.isAdmin ? rights.admin : rights.user;
}
