import { routes } from '@rocket/contracts';
import { useEffect } from 'preact/hooks';
import { call } from '../../api';
import { enterAs, forgetSession } from '../../session';
import { Preferences } from '../../shell/frame';
import { Brand } from '../../shell/icons';
import { signOut } from '../../shell/sign-out';
import { securityWords } from '../../text/security-words';
import { words } from '../../text/words';
import { Enrolment } from './enrolment';
import '../../styles/security.css';

/** Before anything else: whoever has no second factor where it is required sets one up. */
export default function MustEnrol() {
  const s = securityWords();
  const t = words.value;
  useEffect(() => {
    document.title = `${s.mustTitle} · ${t.brand}`;
  }, [s]);
  return (
    <main class="door">
      <div class="door-box">
        <header class="door-head">
          <Brand name={t.brand} />
          <span class="door-preferences">
            <Preferences />
          </span>
        </header>
        <h1>{s.mustTitle}</h1>
        <p class="muted">{s.mustText}</p>
        <Enrolment
          replaces={false}
          done={() => void call(routes.me).then(enterAs, forgetSession)}
          leave={{ text: t.shell.signOut, run: () => void signOut() }}
        />
      </div>
    </main>
  );
}
