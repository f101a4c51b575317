import { lazy, Route, Router } from 'preact-iso';
import type { CustomerMe } from '../session';
import { NotFound } from '../shell/not-found';

const Overview = lazy(() => import('./overview'));
const Products = lazy(() => import('./products'));
const ProductHistory = lazy(() => import('./product-history'));
const Packages = lazy(() => import('./packages'));
const TopUp = lazy(() => import('./top-up'));
const Documents = lazy(() => import('./documents'));
const History = lazy(() => import('./history'));
const Notices = lazy(() => import('./notices'));
const Requisites = lazy(() => import('./requisites'));
const People = lazy(() => import('./people/people'));
const Security = lazy(() => import('../account/security/security'));
const Support = lazy(() => import('./support/support'));
const AskSupport = lazy(() => import('./support/ask'));
const SupportRequest = lazy(() => import('./support/request'));
const Partner = lazy(() => import('./partner/partner'));
const MyData = lazy(() => import('./my-data'));
const Contract = lazy(() => import('./leaving/contract'));

export default function CustomerScreens({ me }: { me: CustomerMe }) {
  return (
    <Router>
      <Route path="/" component={Overview} me={me} />
      <Route path="/products" component={Products} me={me} />
      <Route path="/products/:code" component={ProductHistory} me={me} />
      <Route path="/packages" component={Packages} me={me} />
      <Route path="/top-up" component={TopUp} me={me} />
      <Route path="/documents" component={Documents} me={me} />
      <Route path="/history" component={History} me={me} />
      <Route path="/notices" component={Notices} me={me} />
      <Route path="/requisites" component={Requisites} me={me} />
      <Route path="/security" component={Security} me={me} />
      <Route path="/people" component={People} me={me} />
      <Route path="/support" component={Support} me={me} />
      <Route path="/support/new" component={AskSupport} me={me} />
      <Route path="/support/:id" component={SupportRequest} me={me} />
      <Route path="/partner/:part?" component={Partner} me={me} />
      <Route path="/my-data" component={MyData} me={me} />
      <Route path="/requisites/contract" component={Contract} me={me} />
      <Route path="/sign-in" component={NotFound} goHome />
      <Route default component={NotFound} />
    </Router>
  );
}
