import { useSupportWaiting } from '../../account/support/reads';
import { supportWords } from '../../text/support-words';
import '../../styles/support.css';

/** Beside «Обращения» in the menu: how many wait for us. */
export function WaitingRequests() {
  const { waiting = 0, late = 0 } = useSupportWaiting().value ?? {};
  if (waiting === 0) return null;
  const told = supportWords().waiting(waiting, late);
  return (
    <span class={`menu-count${late > 0 ? ' is-late' : ''}`} title={told}>
      <span aria-hidden="true">{waiting}</span>
      <span class="visually-hidden">{told}</span>
    </span>
  );
}
