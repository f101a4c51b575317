import type { Decision } from '@rocket-market/product-kit';
import { useEffect, useState } from 'preact/hooks';
import type { Contact, Duplicate } from '../src/contact-index';
import { BackEnd, NotEntitled, SignedOut } from './back-end';
import { dayText, type Words } from './text';

type Standing = Decision | 'loading' | 'signed-out' | 'failed';

/** The card of a lead's side panel: open when the account may use the product, else why not; changes by itself. */
export function Card({ token, contact, text }: { token: string; contact: Contact; text: Words }) {
  const [standing, setStanding] = useState<Standing>('loading');
  const [backEnd, setBackEnd] = useState<BackEnd | null>(null);

  useEffect(() => {
    const leaving = new AbortController();
    const fail = (error: unknown) => setStanding(error instanceof SignedOut ? 'signed-out' : 'failed');
    void (async () => {
      const opened = await BackEnd.open(token);
      setBackEnd(opened);
      const ask = () => void opened.decision().then(setStanding, fail);
      await opened.listen(ask, leaving.signal);
    })().catch(fail);
    return () => leaving.abort();
  }, [token]);

  if (standing === 'loading') return <p class="quiet">{text.loading}</p>;
  if (standing === 'signed-out') return <p class="quiet">{text.signedOut}</p>;
  if (standing === 'failed' || backEnd === null) return <p class="quiet">{text.failed}</p>;
  if (!standing.entitled) return <Stopped reason={standing.reason} text={text} />;
  return (
    <>
      <Check backEnd={backEnd} contact={contact} text={text} onStopped={setStanding} />
      <PaidUntil decision={standing} text={text} />
    </>
  );
}

const Stopped = ({ reason, text }: { reason: string; text: Words }) => (
  <section class="stopped" role="status">
    <h2>{text.stopped}</h2>
    <p>{reason}</p>
    <p class="quiet">{text.stoppedHint}</p>
  </section>
);

function PaidUntil({ decision, text }: { decision: Decision; text: Words }) {
  const { source, paidUntil, state } = decision;
  return (
    <p class="quiet">
      {source === 'answer' ? null : <span role="status">{text.offline}. </span>}
      {paidUntil === null ? null : `${state === 'trial' ? text.trial : text.paid} ${dayText(paidUntil)}`}
    </p>
  );
}

interface CheckProps {
  readonly backEnd: BackEnd;
  readonly contact: Contact;
  readonly text: Words;
  readonly onStopped: (decision: Decision) => void;
}

function Check({ backEnd, contact, text, onStopped }: CheckProps) {
  const [fields, setFields] = useState(contact);
  const [found, setFound] = useState<readonly Duplicate[] | 'failed' | 'checking' | null>(null);

  async function check(event: Event): Promise<void> {
    event.preventDefault();
    setFound('checking');
    try {
      setFound(await backEnd.check(fields));
    } catch (error) {
      setFound('failed');
      if (error instanceof NotEntitled) onStopped(error.decision);
    }
  }
  const field = (name: keyof Contact, inputMode: 'text' | 'tel' | 'email') => (
    <label>
      <span>{text[name]}</span>
      <input
        name={name}
        type="text"
        inputMode={inputMode}
        maxLength={200}
        required={name === 'name'}
        value={fields[name]}
        onInput={({ currentTarget }) => setFields({ ...fields, [name]: currentTarget.value })}
      />
    </label>
  );
  return (
    <form onSubmit={(event) => void check(event)}>
      {field('name', 'text')}
      {field('phone', 'tel')}
      {field('email', 'email')}
      <button type="submit" disabled={found === 'checking'}>
        {found === 'checking' ? text.checking : text.check}
      </button>
      <div aria-live="polite">
        {found === 'failed' ? <p class="trouble">{text.failed}</p> : null}
        {Array.isArray(found) ? <Found duplicates={found} text={text} /> : null}
      </div>
    </form>
  );
}

function Found({ duplicates, text }: { duplicates: readonly Duplicate[]; text: Words }) {
  if (duplicates.length === 0) return <p class="fine">{text.none}</p>;
  return (
    <>
      <h2>{text.found}</h2>
      <ul>
        {duplicates.map(({ name, shares }) => (
          <li key={name}>
            <b>{name}</b> <span class="quiet">{shares.map((mark) => text.shares[mark]).join(', ')}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
