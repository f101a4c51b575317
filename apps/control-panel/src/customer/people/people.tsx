import { routes, type AccountUserDto } from '@rocket/contracts';
import { Button, Chip, EmptyState, Table } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount } from '../../account/reads';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import type { CustomerMe } from '../../session';
import { Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { peopleWords } from '../../text/people-words';
import { words } from '../../text/words';
import { mayAdminister } from '../may-spend';
import { AccessDialog } from './access-dialog';
import { ConnectionPanel } from '../../account/people/connection-panel';
import { useConnection, usePeople } from '../../account/people/reads';
import { SeatsPanel } from './seats-panel';

/** Who of the amoCRM account comes in here and what they may do (rule 30), with the state of the link to amoCRM. */
export default function People({ me }: { me: CustomerMe }) {
  const t = words.value;
  const p = peopleWords();
  const params = { id: me.account.id };
  const people = usePeople(me.account.id);
  const connection = useConnection(me.account.id);
  const [chosen, choose] = useState<AccountUserDto | null>(null);
  const [busy, setBusy] = useState(false);
  const mayChange = mayAdminister(me);
  const reload = (): void => refreshAccount(me.account.id);
  const refresh = async (): Promise<void> => {
    setBusy(true);
    try {
      await call(routes.readUsers, { params });
      toasts.say(p.refreshed);
    } catch (error) {
      toasts.say(refusalText(t, error), { tone: 'danger' });
    } finally {
      setBusy(false);
      reload();
    }
  };
  return (
    <Page
      title={t.nav.people}
      lead={p.lead}
      actions={
        mayChange &&
        connection.value?.state === 'connected' && (
          <Button busy={busy} onClick={() => void refresh()}>
            {p.refresh}
          </Button>
        )
      }
    >
      <Ready of={connection}>{(value) => <ConnectionPanel connection={value} />}</Ready>
      <Panel>
        <Ready of={people} lines={5}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState title={p.empty} />
            ) : (
              <PeopleTable me={me} rows={rows} choose={mayChange ? choose : null} />
            )
          }
        </Ready>
      </Panel>
      {connection.value?.seats && <SeatsPanel me={me} />}
      {chosen && (
        <AccessDialog
          me={me}
          person={chosen}
          hasOwner={(people.value ?? []).some(isOwnerHere)}
          onClose={() => choose(null)}
          onSaved={() => {
            choose(null);
            toasts.say(p.saved);
            reload();
          }}
        />
      )}
    </Page>
  );
}

const isOwnerHere = ({ level, access, inAmocrm }: AccountUserDto): boolean =>
  level === 'owner' && access && inAmocrm;

function PeopleTable({
  me,
  rows,
  choose,
}: {
  me: CustomerMe;
  rows: readonly AccountUserDto[];
  choose: ((person: AccountUserDto) => void) | null;
}) {
  const t = words.value;
  const p = peopleWords();
  const hasOwner = rows.some(isOwnerHere);
  const maySet = (person: AccountUserDto): boolean =>
    me.level === 'owner' || person.level !== 'owner' || !hasOwner;
  return (
    <Table
      caption={t.nav.people}
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
                {person.name} {person.id === me.id && <span class="muted">({p.you})</span>}
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
                cell: (person: AccountUserDto) =>
                  maySet(person) && (
                    <Button size="small" onClick={() => choose(person)}>
                      {p.change}
                    </Button>
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
