import { ApiProblem, routes } from '@rocket/contracts';
import { Alert, Button, Progress } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api';
import { refusalText } from '../form/refusal-text';
import { enterAs, session } from '../session';
import { words } from '../text/words';
import { Brand } from './icons';
import { dropToken, takeToken } from './token-of-address';

/** `/enter#<token>`: trades a one-time link from the widget for a session. */
export function Enter() {
  const t = words.value;
  const { route } = useLocation();
  const [failed, setFailed] = useState<unknown>(null);
  const exchange = () => {
    setFailed(null);
    const token = takeToken();
    if (!token) {
      setFailed('none');
      return;
    }
    call(routes.exchangeLink, { body: { token } }).then(
      (me) => {
        dropToken();
        enterAs(me);
        route('/', true);
      },
      (error: unknown) => setFailed(error),
    );
  };
  useEffect(exchange, []);
  const isOver = failed instanceof ApiProblem && failed.problem.status < 500;
  return (
    <main class="door">
      <div class="door-box">
        <Brand name={t.brand} />
        {failed === null ? (
          <Progress label={t.enter.waiting} />
        ) : (
          <>
            <h1>{isOver || failed === 'none' ? t.enter.failedTitle : t.enter.offlineTitle}</h1>
            <Alert tone="warning">
              <p>
                {failed === 'none' ? t.enter.noToken : isOver ? t.enter.failedText : refusalText(t, failed)}
              </p>
            </Alert>
            <div class="row">
              {!isOver && failed !== 'none' && <Button onClick={exchange}>{t.common.retry}</Button>}
              {session.value && (
                <Button kind="primary" onClick={() => route('/', true)}>
                  {t.shell.home}
                </Button>
              )}
            </div>
          </>
        )}
      </div>
    </main>
  );
}
