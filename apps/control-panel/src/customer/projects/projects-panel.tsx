import { routes, type ProductDto, type ProjectDto } from '@rocket/contracts';
import type { LocalDate } from '@rocket/kernel';
import { Button, EmptyState, Table, writeInstant } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { refreshAccount, useProjects, useSubscriptions, useUsage } from '../../account/reads';
import { SubscriptionChip } from '../../account/states';
import { isBlocked, tillLines } from '../../account/till-lines';
import { UsageView } from '../../account/usage-view';
import { call } from '../../api';
import { Confirm } from '../../form/confirm';
import { Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { toasts } from '../../shell/toasts';
import { projectsWords } from '../../text/projects-words';
import { words } from '../../text/words';
import { ChangeDialog } from '../change-dialog';
import { NextPeriod } from '../next-period';
import { ConnectDialog } from '../connect-dialog';
import { NewProject, RenameProject } from './project-dialog';
import { TokenDialog } from './token-dialog';

type Act = 'connect' | 'change' | 'rename' | 'token' | 'remove';

/** The projects of one product: what each is on, how much of it was used, how its token ends. */
export function ProjectsPanel({
  accountId,
  product,
  today,
  mayChange,
}: {
  accountId: string;
  product: ProductDto;
  today: LocalDate;
  mayChange: boolean;
}) {
  const w = projectsWords();
  const t = words.value;
  const projects = useProjects(accountId, product.code);
  const usage = useUsage(accountId);
  const known = useSubscriptions(accountId).value ?? [];
  const [creating, create] = useState(false);
  const [dialog, open] = useState<{ act: Act; of: ProjectDto } | null>(null);
  const close = () => open(null);
  const tariffOf = ({ subscription }: ProjectDto) => {
    if (!isLive(subscription)) return <span class="muted">{w.noTariff}</span>;
    return (
      <span class="two-lines">
        <span>{subscription.tariff?.name ?? product.name}</span>
        {tillLines(t, subscription, isBlocked()).map((line) => (
          <small key={line} class="muted">
            {line}
          </small>
        ))}
        <UsageView usage={usage.value?.get(subscription.id)} isPackage={subscription.isPackage} />
        {mayChange && <NextPeriod accountId={accountId} of={subscription} />}
      </span>
    );
  };
  return (
    <Panel
      title={w.title(product.name)}
      aside={
        mayChange && (
          <Button size="small" kind="primary" onClick={() => create(true)}>
            {w.create}
          </Button>
        )
      }
    >
      <Ready of={projects}>
        {(list) =>
          list.length === 0 ? (
            <EmptyState title={w.none} text={w.noneText} />
          ) : (
            <Table
              roomy
              caption={w.title(product.name)}
              rows={list}
              rowKey={(one) => one.id}
              columns={[
                {
                  key: 'name',
                  title: w.project,
                  lead: true,
                  cell: (one) => (
                    <span class="with-chip">
                      {one.name}{' '}
                      {isLive(one.subscription) && <SubscriptionChip state={one.subscription.state} />}
                    </span>
                  ),
                },
                { key: 'tariff', title: w.tariff, cell: tariffOf },
                {
                  key: 'token',
                  title: w.token,
                  cell: (one) => (
                    <TokenCell of={one} issue={mayChange ? () => open({ act: 'token', of: one }) : null} />
                  ),
                },
                {
                  key: 'actions',
                  title: t.common.actions,
                  quietTitle: true,
                  align: 'end',
                  cell: (one) => mayChange && <Actions of={one} open={(act) => open({ act, of: one })} />,
                },
              ]}
            />
          )
        }
      </Ready>
      {creating && <NewProject accountId={accountId} product={product} onClose={() => create(false)} />}
      {dialog?.act === 'connect' && (
        <ConnectDialog
          accountId={accountId}
          product={product}
          project={dialog.of}
          today={today}
          trialUsed={known.some((one) => one.productCode === product.code)}
          onClose={close}
        />
      )}
      {dialog?.act === 'change' && dialog.of.subscription && (
        <ChangeDialog accountId={accountId} subscription={dialog.of.subscription} onClose={close} />
      )}
      {dialog?.act === 'rename' && (
        <RenameProject accountId={accountId} project={dialog.of} onClose={close} />
      )}
      {dialog?.act === 'token' && <TokenDialog accountId={accountId} project={dialog.of} onClose={close} />}
      {dialog?.act === 'remove' && (
        <RemoveProject accountId={accountId} project={dialog.of} onClose={close} />
      )}
    </Panel>
  );
}

const isLive = (one: ProjectDto['subscription']): one is NonNullable<ProjectDto['subscription']> =>
  one !== null && one.state !== 'ended';

/** How the token ends, and the button that gives another one: what it is for is there only with a tariff. */
function TokenCell({ of: project, issue }: { of: ProjectDto; issue: (() => void) | null }) {
  const w = projectsWords();
  const t = words.value;
  const { name, tokens, subscription } = project;
  const [newest, older] = tokens;
  if (!isLive(subscription)) return <small class="muted">{w.noTokenYet}</small>;
  return (
    <span class="two-lines">
      {newest ? <code>{w.tokenEnds(newest.lastFour)}</code> : <small class="muted">{w.noToken}</small>}
      {older?.worksUntil && (
        <small class="muted">
          {w.worksUntil(writeInstant(t.language, older.worksUntil, 'Europe/Moscow'))}
        </small>
      )}
      {issue && (
        <Button size="small" label={newest ? w.renewFor(name) : w.issueFor(name)} onClick={issue}>
          {newest ? w.renew : w.issue}
        </Button>
      )}
    </span>
  );
}

function Actions({ of: project, open }: { of: ProjectDto; open: (act: Act) => void }) {
  const w = projectsWords();
  const { name, subscription } = project;
  const hasTariff = isLive(subscription);
  return (
    <span class="row row-end">
      {hasTariff ? (
        <Button size="small" label={w.changeFor(name)} onClick={() => open('change')}>
          {w.change}
        </Button>
      ) : (
        <Button
          size="small"
          kind="primary"
          label={subscription ? w.payAgainFor(name) : w.connectFor(name)}
          onClick={() => open('connect')}
        >
          {subscription ? w.payAgain : w.connect}
        </Button>
      )}
      <Button size="small" label={w.renameOf(name)} onClick={() => open('rename')}>
        {w.rename}
      </Button>
      <Button size="small" kind="quiet-danger" label={w.removeFor(name)} onClick={() => open('remove')}>
        {w.remove}
      </Button>
    </span>
  );
}

function RemoveProject({
  accountId,
  project,
  onClose,
}: {
  accountId: string;
  project: ProjectDto;
  onClose: () => void;
}) {
  const w = projectsWords();
  return (
    <Confirm
      title={w.removeTitle(project.name)}
      yes={w.remove}
      danger
      act={() => call(routes.deleteProject, { params: { id: accountId, projectId: project.id } })}
      done={() => {
        refreshAccount(accountId);
        toasts.say(w.removed(project.name));
        onClose();
      }}
      onClose={onClose}
    >
      <p>{isLive(project.subscription) ? w.removeText : w.removeDraft}</p>
    </Confirm>
  );
}
