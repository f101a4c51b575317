import { routes } from '@rocket/contracts';
import { Toasts, WritingContext } from '@rocket/ui';
import { ErrorBoundary, lazy, LocationProvider, useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { call } from './api';
import { refusalText } from './form/refusal-text';
import { enterAs, session } from './session';
import { Frame, FramePlaceholder } from './shell/frame';
import { Failure } from './shell/loading';
import { toasts } from './shell/toasts';
import { words } from './text/words';

const CustomerScreens = lazy(() => import('./customer/customer-screens'));
const PaymentPage = lazy(() => import('./customer/payment-page'));
// Whoever is signed in already carries neither way in.
const Enter = lazy(() => import('./shell/enter').then((file) => file.Enter));
const SetPassword = lazy(() => import('./shell/set-password'));
const SignIn = lazy(() => import('./shell/sign-in').then((file) => file.SignIn));
const MustEnrol = lazy(() => import('./account/security/must-enrol'));
const StaffScreens = lazy(() => import('./staff/staff-screens'));

/** Who is signed in decides the world; nobody means the sign-in screen at the same address. */
function World() {
  const [failed, setFailed] = useState<unknown>(null);
  const { path } = useLocation();
  // Whoever pays need not be signed in.
  const isPayment = path.startsWith('/pay/');
  const me = session.value;
  const ask = () => {
    setFailed(null);
    call(routes.me).then(enterAs, (error: unknown) => {
      if (session.peek() === undefined) setFailed(error);
    });
  };
  useEffect(() => {
    if (me === undefined && !path.startsWith('/enter') && !isPayment) ask();
  }, [me, path]);

  if (path === '/enter/password') return <SetPassword />;
  if (path === '/enter') return <Enter />;
  if (isPayment) return <PaymentPage id={path.slice('/pay/'.length)} />;
  if (failed) return <Failure text={refusalText(words.value, failed)} retry={ask} />;
  if (me === undefined) return <FramePlaceholder />;
  if (me === null) return <SignIn />;
  if (me.kind === 'staff' && me.mustEnrol) return <MustEnrol />;
  return <Frame me={me}>{me.kind === 'user' ? <CustomerScreens me={me} /> : <StaffScreens me={me} />}</Frame>;
}

export function App() {
  const t = words.value;
  return (
    <WritingContext.Provider value={{ language: t.language, timeZone: 'Europe/Moscow' }}>
      <LocationProvider>
        <ErrorBoundary>
          <World />
        </ErrorBoundary>
      </LocationProvider>
      <Toasts box={toasts} closeLabel={t.common.close} />
    </WritingContext.Provider>
  );
}
