import type { AccountDto } from '@rocket/contracts';
import { Alert, Button, DateText } from '@rocket/ui';
import { lazy, useLocation } from 'preact-iso';
import type { ComponentType } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { BalanceCards } from '../account/balance-cards';
import { todayOf, useAccount, useBalance } from '../account/reads';
import { AccountChip } from '../account/states';
import { Ready } from '../shell/loading';
import { Facts, Page } from '../shell/page';
import { onDemand } from '../shell/on-demand';
import { toasts } from '../shell/toasts';
import { words } from '../text/words';
import type { ByHandAct, ByHandDialog } from './by-hand/by-hand-dialog';
import type { StaffScreen } from './staff-screens';

// A tab's code comes when the tab is opened.
const AccountSubscriptions = lazy(() =>
  import('./account-subscriptions').then((file) => file.AccountSubscriptions),
);
const AccountInvoices = lazy(() => import('./account-invoices').then((file) => file.AccountInvoices));
const AccountJournal = lazy(() => import('./account-journal').then((file) => file.AccountJournal));
const AccountDocuments = lazy(() =>
  import('./papers/account-documents').then((file) => file.AccountDocuments),
);
const AccountContract = lazy(() =>
  import('./contract/account-contract').then((file) => file.AccountContract),
);
const AccountPeople = lazy(() => import('./account-people').then((file) => file.AccountPeople));
const AccountNotices = lazy(() => import('./account-notices').then((file) => file.AccountNotices));
const AccountRequisites = lazy(() => import('./account-requisites').then((file) => file.AccountRequisites));
const ConnectionWarning = onDemand(() =>
  import('../account/people/connection-warning').then((file) => file.ConnectionWarning),
);
const AccountTimeline = lazy(() => import('./acts/account-timeline').then((file) => file.AccountTimeline));
const MailWarning = onDemand(() => import('../account/mail-warning').then((file) => file.MailWarning));
const BroughtBy = onDemand(() => import('./partners/brought-by').then((file) => file.BroughtBy));
const Partnership = onDemand(() => import('./partners/partnership').then((file) => file.Partnership));
const StateDialog = onDemand(() => import('./state-dialog').then((file) => file.StateDialog));
const Bonuses = lazy(() => import('./bonuses').then((file) => file.Bonuses));

const TABS = [
  'subscriptions',
  'timeline',
  'entries',
  'invoices',
  'documents',
  'bonuses',
  'contract',
  'notices',
  'people',
  'requisites',
] as const;
type Tab = (typeof TABS)[number];

const mayStop = (me: StaffScreen['me']): boolean => me.role === 'support' || me.role === 'administrator';
const mayAdjust = (me: StaffScreen['me']): boolean => me.role === 'accountant' || me.role === 'administrator';
const maySeeBringer = (me: StaffScreen['me']): boolean => me.role !== 'accountant';
const mayMakePartner = (me: StaffScreen['me'], { state }: AccountDto): boolean =>
  me.role === 'administrator' && state !== 'terminated' && state !== 'erased';

export default function AccountCard({ me, params }: StaffScreen & { params?: { id: string; tab?: string } }) {
  const id = params?.id ?? '';
  const account = useAccount(id);
  return (
    <Ready of={account} lines={8}>
      {(value) => <Card key={value.id} me={me} account={value} tab={tabOf(params?.tab)} />}
    </Ready>
  );
}

const tabOf = (text: string | undefined): Tab => TABS.find((one) => one === text) ?? 'subscriptions';

function Card({ me, account, tab }: StaffScreen & { account: AccountDto; tab: Tab }) {
  const t = words.value;
  const s = t.staff.account;
  const balance = useBalance(account.id);
  const [stopping, stop] = useState<'suspend' | 'resume' | null>(null);
  const canBeResumed = account.state === 'suspended';
  return (
    <Page
      title={account.name}
      lead={
        <span class="with-chip">
          <AccountChip state={account.state} />
          <span>{account.subdomain}.amocrm.ru</span>
        </span>
      }
      actions={
        <>
          <ByHand me={me} account={account} />
          {mayStop(me) && canBeResumed && <Button onClick={() => stop('resume')}>{s.resume}</Button>}
          {mayStop(me) && (account.state === 'active' || account.state === 'suspended') && (
            <Button kind="danger" onClick={() => stop('suspend')}>
              {s.suspend}
            </Button>
          )}
        </>
      }
    >
      <a class="back" href="/accounts">
        ← {t.staff.accounts.back}
      </a>
      {account.blockedFor === 'idle' && <Alert tone="danger">{s.blockedIdle}</Alert>}
      <ConnectionWarning accountId={account.id} reader="staff" />
      <MailWarning accountId={account.id} reader="staff" />
      <Ready of={balance}>{(value) => <BalanceCards balance={value} />}</Ready>
      <Facts
        items={[
          [s.amocrmId, String(account.amocrmAccountId)],
          [s.seller, account.seller],
          [s.offer, account.offerVersion],
          [s.installed, <DateText key="date" date={todayOf(account.installedAt)} />],
          ...(maySeeBringer(me)
            ? ([[s.broughtBy, <BroughtBy key="by" me={me} account={account} />]] as const)
            : []),
          ...(account.isPartner || mayMakePartner(me, account)
            ? ([[s.partnership, <Partnership key="partner" me={me} account={account} />]] as const)
            : []),
        ]}
      />
      <Tabs accountId={account.id} current={tab} />
      <TabBody me={me} account={account} tab={tab} />
      {stopping && <StateDialog account={account} act={stopping} onClose={() => stop(null)} />}
    </Page>
  );
}

/** Rare acts: their dialogs come with the first click, so that nobody else loads them. */
function ByHand({ me, account }: StaffScreen & { account: AccountDto }) {
  const t = words.value;
  const [opened, setOpened] = useState<{
    act: ByHandAct;
    Screen: ComponentType<Parameters<typeof ByHandDialog>[0]>;
  } | null>(null);
  const open = (act: ByHandAct) =>
    void import('./by-hand/by-hand-dialog').then(
      (file) => setOpened({ act, Screen: file.ByHandDialog }),
      () => toasts.say(t.refusal.offline, { tone: 'danger' }),
    );
  return (
    <>
      {mayStop(me) && account.state === 'active' && (
        <Button onClick={() => open('extend')}>{t.staff.account.extendTrial}</Button>
      )}
      {mayStop(me) && account.state !== 'erased' && (
        <Button onClick={() => open('take_down')}>{t.staff.account.takeDown}</Button>
      )}
      {mayAdjust(me) && account.state !== 'erased' && (
        <Button onClick={() => open('adjust')}>{t.staff.account.adjust}</Button>
      )}
      {opened && <opened.Screen act={opened.act} account={account} onClose={() => setOpened(null)} />}
    </>
  );
}

/** Tabs are addresses: each can be sent to a colleague, and the back button walks through them. */
function Tabs({ accountId, current }: { accountId: string; current: Tab }) {
  const t = words.value.staff.account.tabs;
  const { route } = useLocation();
  const row = useRef<HTMLElement>(null);
  // On a narrow screen the row is wider than the page: the chosen tab comes into sight.
  useLayoutEffect(() => {
    const nav = row.current;
    const chosen = nav?.querySelector('[aria-current]');
    if (!nav || !chosen) return;
    const [tab, all] = [chosen.getBoundingClientRect(), nav.getBoundingClientRect()];
    nav.scrollLeft += tab.left + tab.width / 2 - (all.left + all.width / 2);
  }, [current]);
  return (
    <nav ref={row} class="tabs" aria-label={words.value.staff.accounts.account}>
      {TABS.map((tab) => (
        <a
          key={tab}
          href={`/accounts/${accountId}/${tab}`}
          aria-current={tab === current ? 'page' : undefined}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            route(`/accounts/${accountId}/${tab}`);
          }}
        >
          {t[tab]}
        </a>
      ))}
    </nav>
  );
}

function TabBody({ me, account, tab }: StaffScreen & { account: AccountDto; tab: Tab }) {
  switch (tab) {
    case 'subscriptions':
      return <AccountSubscriptions accountId={account.id} mayServe={mayStop(me)} />;
    case 'timeline':
      return <AccountTimeline accountId={account.id} />;
    case 'entries':
      return <AccountJournal me={me} accountId={account.id} />;
    case 'invoices':
      return <AccountInvoices me={me} account={account} />;
    case 'documents':
      return <AccountDocuments me={me} account={account} />;
    case 'bonuses':
      return <Bonuses me={me} accountId={account.id} />;
    case 'contract':
      return <AccountContract me={me} account={account} />;
    case 'notices':
      return <AccountNotices accountId={account.id} />;
    case 'people':
      return <AccountPeople me={me} accountId={account.id} />;
    case 'requisites':
      return <AccountRequisites accountId={account.id} />;
  }
}
