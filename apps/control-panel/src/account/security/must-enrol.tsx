import { routes } from '@rocket/contracts';
import { call } from '../../api';
import { enterAs, forgetSession } from '../../session';
import { Door } from '../../shell/door';
import { signOut } from '../../shell/sign-out';
import { securityWords } from '../../text/security-words';
import { words } from '../../text/words';
import { Enrolment } from './enrolment';
import '../../styles/security.css';

/** Before anything else: whoever has no second factor where it is required sets one up. */
export default function MustEnrol() {
  const s = securityWords();
  const t = words.value;
  return (
    <Door title={s.mustTitle}>
      <h1>{s.mustTitle}</h1>
      <p class="muted">{s.mustText}</p>
      <Enrolment
        replaces={false}
        done={() => void call(routes.me).then(enterAs, forgetSession)}
        leave={{ text: t.shell.signOut, run: () => void signOut() }}
      />
    </Door>
  );
}
