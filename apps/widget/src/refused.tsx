import type { Session } from './session';
import { SupportLink } from './shelter';
import { sayRefusal, type Words } from './text/words';
import { webAddress } from './web-address';
import type { Refusal } from './widget-api';

/** Why there is nothing to show, and the one thing to do about it. */
export function Refused({ refusal, session, words }: { refusal: Refusal; session: Session; words: Words }) {
  if (refusal.code === 'not_connected') return <Connect refusal={refusal} session={session} words={words} />;
  return (
    <div class="nothing" role="alert">
      <p>{sayRefusal(words, refusal)}</p>
      <button type="button" class="button" onClick={() => session.refresh()}>
        {words.retry}
      </button>
      <SupportLink words={words} />
    </div>
  );
}

function Connect({ refusal, session, words }: { refusal: Refusal; session: Session; words: Words }) {
  const url = webAddress(refusal.facts['connectUrl']) ?? session.connectUrl;
  return (
    <div class="nothing">
      <h3>{words.connectTitle}</h3>
      <p>{words.connectText}</p>
      {url ? (
        // The page that opens needs its opener to close itself; coming back here asks the server again.
        <button
          type="button"
          class="button button--main"
          onClick={() => void window.open(url, '_blank', 'popup,width=600,height=720')}
        >
          {words.connect}
        </button>
      ) : (
        <p class="hint">{words.connectHint}</p>
      )}
    </div>
  );
}

/** What is shown may be old, and why. */
export function Stale({ refusal, words }: { refusal: Refusal | null; words: Words }) {
  return refusal && <p class="stale">{words.stale(sayRefusal(words, refusal))}</p>;
}
