import { forReason, routes, type PasswordLinkDto, type StaffMemberDto } from '@rocket/contracts';
import { Button, Chip, Dialog, EmptyState, InstantText, Table } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { call } from '../../api';
import { refresh, useList, useLoaded } from '../../load';
import { More, Ready } from '../../shell/loading';
import { Page, Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { SessionTable } from '../../account/security/session-table';
import { securityWords } from '../../text/security-words';
import { words } from '../../text/words';
import { ReasonDialog } from '../reason-dialog';
import { LinkDialog } from './link-dialog';
import { ChangeDialog, InviteDialog } from './member-dialog';
import type { StaffScreen } from '../staff-screens';

const KEY = 'staff-members';

interface Asked {
  readonly what: 'end' | 'reset' | 'link' | 'change';
  readonly member: StaffMemberDto;
}

interface Made {
  readonly name: string;
  readonly link: PasswordLinkDto;
}

/** Members of staff and how they sign in; what an administrator does about it has a reason (rule 31). */
export default function Members({ me }: StaffScreen) {
  const s = securityWords();
  const members = useList<StaffMemberDto>(KEY, (cursor) =>
    call(routes.staffMembers, { query: { limit: 50, cursor } as never }),
  );
  const [asked, ask] = useState<Asked | null>(null);
  const [seen, see] = useState<StaffMemberDto | null>(null);
  const [isInviting, invite] = useState(false);
  const [made, hand] = useState<Made | null>(null);
  return (
    <Page
      title={s.members}
      lead={s.membersLead}
      actions={
        <Button kind="primary" onClick={() => invite(true)}>
          {s.invite}
        </Button>
      }
    >
      <Panel>
        <Ready of={members} lines={6}>
          {(rows) => (
            <>
              <MembersTable rows={rows} selfId={me.id} ask={ask} see={see} />
              <More of={members} />
            </>
          )}
        </Ready>
      </Panel>
      {seen && (
        <MemberSessions
          member={seen}
          isSelf={seen.id === me.id}
          end={() => {
            see(null);
            ask({ what: 'end', member: seen });
          }}
          onClose={() => see(null)}
        />
      )}
      {isInviting && (
        <InviteDialog
          done={({ member, link }) => {
            invite(false);
            hand({ name: member.name, link });
            refresh(KEY);
          }}
          onClose={() => invite(false)}
        />
      )}
      {asked && <About {...asked} hand={hand} onClose={() => ask(null)} />}
      {made && <LinkDialog {...made} onClose={() => hand(null)} />}
    </Page>
  );
}

/** What was asked for about a member, after which the list says how it is now. */
function About({ what, member, hand, onClose }: Asked & { hand: (made: Made) => void; onClose: () => void }) {
  const s = securityWords();
  const done = (said?: string): void => {
    onClose();
    if (said) toasts.say(said);
    refresh(KEY);
  };
  const reason = { schema: forReason, onClose };
  const params = { id: member.id };
  switch (what) {
    case 'change':
      return <ChangeDialog member={member} done={() => done(s.changed)} onClose={onClose} />;
    case 'link':
      return (
        <ReasonDialog
          title={s.linkAskTitle(member.name)}
          text={s.linkAskText}
          yes={s.linkYes}
          send={(body) => call(routes.makePasswordLink, { params, body })}
          done={(link) => {
            done();
            hand({ name: member.name, link });
          }}
          {...reason}
        />
      );
    case 'end':
      return (
        <ReasonDialog
          title={s.endMemberTitle(member.name)}
          text={s.endMemberText}
          yes={s.endMember}
          send={(body) => call(routes.endStaffSessions, { params, body })}
          done={() => done(s.memberEnded)}
          {...reason}
        />
      );
    case 'reset':
      return (
        <ReasonDialog
          title={s.resetTitle(member.name)}
          text={s.resetText}
          yes={s.reset}
          send={(body) => call(routes.resetSecondFactor, { params, body })}
          done={() => done(s.wasReset)}
          {...reason}
        />
      );
  }
}

/** Where a member is signed in; an administrator ends it all at once, and says why. One's own is ended on one's own page. */
function MemberSessions({
  member,
  isSelf,
  end,
  onClose,
}: {
  member: StaffMemberDto;
  isSelf: boolean;
  end: () => void;
  onClose: () => void;
}) {
  const s = securityWords();
  const t = words.value;
  const sessions = useLoaded(`${KEY}/${member.id}/sessions`, () =>
    call(routes.staffSessions, { params: { id: member.id } }),
  );
  return (
    <Dialog wide title={s.sessionsOf(member.name)} closeLabel={t.common.close} onClose={onClose}>
      <div class="stack">
        <Ready of={sessions} lines={3}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={s.noSessions} />
            ) : (
              <SessionTable items={items} end={null} />
            )
          }
        </Ready>
        <div class="row row-end">
          <Button onClick={onClose}>{t.common.close}</Button>
          {isSelf ? (
            <a class="button button-secondary" href="/security">
              {s.title}
            </a>
          ) : (
            <Button kind="danger" disabled={!sessions.value?.items.length} onClick={end}>
              {s.endMember}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function MembersTable({
  rows,
  selfId,
  ask,
  see,
}: {
  rows: readonly StaffMemberDto[];
  selfId: string;
  ask: (asked: Asked) => void;
  see: (member: StaffMemberDto) => void;
}) {
  const s = securityWords();
  const t = words.value;
  return (
    <Table
      caption={s.membersCaption}
      rows={rows}
      rowKey={({ id }) => id}
      roomy
      columns={[
        {
          key: 'name',
          title: s.memberColumns.name,
          lead: true,
          cell: ({ id, name, email, isDisabled, hasPassword }) => (
            <span class="two-lines">
              <span>
                {name} {id === selfId && <span class="muted">({s.you})</span>}
                {isDisabled && <Chip tone="neutral">{s.disabled}</Chip>}
                {!isDisabled && !hasPassword && <Chip tone="warning">{s.invited}</Chip>}
              </span>
              <small class="muted">{email}</small>
            </span>
          ),
        },
        { key: 'role', title: s.memberColumns.role, cell: ({ role }) => t.signIn.roles[role] },
        {
          key: 'factor',
          title: s.memberColumns.factor,
          cell: ({ hasSecondFactor }) => (
            <Chip tone={hasSecondFactor ? 'good' : 'neutral'}>
              {hasSecondFactor ? s.factorOn : s.factorOff}
            </Chip>
          ),
        },
        {
          key: 'sessions',
          title: s.memberColumns.sessions,
          cell: (member) => (
            <span class="two-lines">
              {member.sessions === 0 ? (
                <span>0</span>
              ) : (
                <span>
                  <Button
                    size="small"
                    label={s.showSessions(s.sessionCount(member.sessions), member.name)}
                    onClick={() => see(member)}
                  >
                    {s.sessionCount(member.sessions)}
                  </Button>
                </span>
              )}
              {member.lastSeenAt && (
                <small class="muted">
                  <InstantText at={member.lastSeenAt} />
                </small>
              )}
            </span>
          ),
        },
        {
          key: 'acts',
          title: t.common.actions,
          quietTitle: true,
          align: 'end',
          cell: (member) =>
            member.id !== selfId && (
              <span class="row row-end row-of-many">
                <Button
                  size="small"
                  label={`${s.change}: ${member.name}`}
                  onClick={() => ask({ what: 'change', member })}
                >
                  {s.change}
                </Button>
                {!member.isDisabled && (
                  <Button
                    size="small"
                    label={`${s.link}: ${member.name}`}
                    onClick={() => ask({ what: 'link', member })}
                  >
                    {s.link}
                  </Button>
                )}
                {member.sessions > 0 && (
                  <Button
                    size="small"
                    label={`${s.endMember}: ${member.name}`}
                    onClick={() => ask({ what: 'end', member })}
                  >
                    {s.endMember}
                  </Button>
                )}
                {member.hasSecondFactor && (
                  <Button
                    size="small"
                    kind="quiet-danger"
                    label={`${s.reset}: ${member.name}`}
                    onClick={() => ask({ what: 'reset', member })}
                  >
                    {s.reset}
                  </Button>
                )}
              </span>
            ),
        },
      ]}
    />
  );
}
