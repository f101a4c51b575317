import { EmptyState } from '@rocket/ui';
import { lazy, Route, Router } from 'preact-iso';
import type { ComponentType } from 'preact';
import type { StaffMe } from '../session';
import { maySee } from '../shell/navigation';
import { NotFound } from '../shell/not-found';
import { Page, Panel } from '../shell/page';
import { ruStaff } from '../text/ru-staff';
import { teachStaffWords, words } from '../text/words';

teachStaffWords(ruStaff);

const Accounts = lazy(() => import('./accounts'));
const AccountCard = lazy(() => import('./account-card'));
const Receipts = lazy(() => import('./receipts'));
const CardPayments = lazy(() => import('./card-payments'));
const Registers = lazy(() => import('./registers'));
const Reports = lazy(() => import('./reports/reports'));
const Runs = lazy(() => import('./runs/runs'));
const Catalogue = lazy(() => import('./catalogue'));
const PriceWizard = lazy(() => import('./prices/price-wizard'));
const Promotions = lazy(() => import('./promotions/promotions'));
const NewPromotion = lazy(() => import('./promotions/new-promotion'));
const Developers = lazy(() => import('./developers/developers'));
const Webhooks = lazy(() => import('./webhooks/webhooks'));
const Webhook = lazy(() => import('./webhooks/webhook'));
const HandOvers = lazy(() => import('./papers/hand-overs'));
const FiscalRegister = lazy(() => import('./fiscal/fiscal-register'));
const Offers = lazy(() => import('./offers/offers'));
const Announcements = lazy(() => import('./announcements/announcements'));
const Audit = lazy(() => import('./acts/audit'));
const PersonalDataRegister = lazy(() => import('./data/register'));
const SupportDesk = lazy(() => import('./support/desk'));
const SupportRequest = lazy(() => import('./support/request'));
const Partners = lazy(() => import('./partners/partners'));
const Partner = lazy(() => import('./partners/partner'));
const Approvals = lazy(() => import('./approvals'));
const Members = lazy(() => import('./members/members'));
const Security = lazy(() => import('../account/security/security'));

export interface StaffScreen {
  readonly me: StaffMe;
}

/** A screen of other roles says so instead of showing refusals one by one. */
function For({
  me,
  section,
  screen: Screen,
  params,
}: StaffScreen & {
  section: Parameters<typeof maySee>[1];
  screen: ComponentType<StaffScreen & { params?: Record<string, string> }>;
  params?: Record<string, string>;
}) {
  const t = words.value;
  if (maySee(me.role, section)) return <Screen me={me} {...(params ? { params } : {})} />;
  return (
    <Page title={t.nav[section]}>
      <Panel>
        <EmptyState title={t.shell.noAccess} text={t.shell.noAccessText}>
          <a class="button button-primary" href="/accounts">
            {t.nav.accounts}
          </a>
        </EmptyState>
      </Panel>
    </Page>
  );
}

export default function StaffScreens({ me }: StaffScreen) {
  return (
    <Router>
      <Route path="/" component={Accounts} me={me} />
      <Route path="/accounts" component={Accounts} me={me} />
      <Route path="/accounts/:id/:tab?" component={AccountCard} me={me} />
      <Route path="/receipts" component={For} me={me} section="receipts" screen={Receipts} />
      <Route path="/card-payments" component={For} me={me} section="cardPayments" screen={CardPayments} />
      <Route path="/hand-overs" component={For} me={me} section="handOvers" screen={HandOvers} />
      <Route
        path="/fiscal-receipts"
        component={For}
        me={me}
        section="fiscalReceipts"
        screen={FiscalRegister}
      />
      <Route path="/registers" component={For} me={me} section="registers" screen={Registers} />
      <Route path="/reports/:name?" component={For} me={me} section="reports" screen={Reports} />
      <Route path="/runs" component={For} me={me} section="runs" screen={Runs} />
      <Route path="/catalogue" component={For} me={me} section="catalogue" screen={Catalogue} />
      <Route path="/catalogue/:code/price" component={For} me={me} section="catalogue" screen={PriceWizard} />
      <Route path="/promotions" component={For} me={me} section="promotions" screen={Promotions} />
      <Route path="/promotions/new" component={For} me={me} section="catalogue" screen={NewPromotion} />
      <Route
        path="/catalogue/:code/developers/:tab?"
        component={For}
        me={me}
        section="catalogue"
        screen={Developers}
      />
      <Route path="/catalogue/:code/webhooks" component={For} me={me} section="catalogue" screen={Webhooks} />
      <Route
        path="/catalogue/:code/webhooks/:id"
        component={For}
        me={me}
        section="catalogue"
        screen={Webhook}
      />
      <Route path="/audit" component={For} me={me} section="audit" screen={Audit} />
      <Route path="/offers" component={For} me={me} section="offers" screen={Offers} />
      <Route
        path="/personal-data"
        component={For}
        me={me}
        section="personalData"
        screen={PersonalDataRegister}
      />
      <Route path="/support-requests" component={For} me={me} section="supportDesk" screen={SupportDesk} />
      <Route
        path="/support-requests/:account/:id"
        component={For}
        me={me}
        section="supportDesk"
        screen={SupportRequest}
      />
      <Route path="/partners" component={For} me={me} section="partners" screen={Partners} />
      <Route path="/partners/:id/:part?" component={For} me={me} section="partners" screen={Partner} />
      <Route path="/approvals" component={For} me={me} section="approvals" screen={Approvals} />
      <Route path="/staff" component={For} me={me} section="people" screen={Members} />
      <Route path="/security" component={Security} me={me} />
      <Route path="/announcements" component={Announcements} me={me} />
      <Route path="/sign-in" component={NotFound} goHome />
      <Route default component={NotFound} />
    </Router>
  );
}
