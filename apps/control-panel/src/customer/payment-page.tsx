import { ApiProblem, routes, type PaymentStatusDto } from '@rocket/contracts';
import { Alert, Progress, writeMoney, type Tone } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { call } from '../api';
import { refresh } from '../load';
import { Brand } from '../shell/icons';
import { payWords } from '../text/pay-words';
import { words } from '../text/words';

const SOON_MS = 1_500;
const LATER_MS = 10_000;
const PATIENT_TIMES = 40;

type Known = PaymentStatusDto | 'unknown' | null;

const isOpen = (known: Known): boolean =>
  known === null || (known !== 'unknown' && known.state === 'waiting');

/** Asks what became of a payment until it has ended: often at first, then now and then. */
function usePayment(id: string): { known: Known; offline: boolean } {
  const [known, setKnown] = useState<Known>(null);
  const [offline, setOffline] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let left = false;
    const ask = async (times: number): Promise<void> => {
      let next: Known = null;
      try {
        next = await call(routes.paymentStatus, { params: { id } });
        setOffline(false);
      } catch (error) {
        if (error instanceof ApiProblem && error.problem.status === 404) next = 'unknown';
        else setOffline(true);
      }
      if (left) return;
      if (next) setKnown(next);
      if (next && next !== 'unknown' && next.state === 'credited') refresh('account/');
      if (isOpen(next))
        timer = setTimeout(() => void ask(times + 1), times < PATIENT_TIMES ? SOON_MS : LATER_MS);
    };
    void ask(0);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [id]);
  return { known, offline };
}

/** `/pay/:id`: where a payer comes back to. It says what happened and changes by itself. */
export default function PaymentPage({ id }: { id: string }) {
  const t = words.value;
  const p = payWords();
  const { known, offline } = usePayment(id);
  const { query } = useLocation();
  useEffect(() => {
    document.title = `${p.title} · ${t.brand}`;
  }, [p.title]);
  const hasDeclined = 'declined' in query;
  return (
    <main class="door">
      <div class="door-box" aria-live="polite">
        <Brand name={t.brand} />
        {known === null && <Progress label={p.waiting} />}
        {known === 'unknown' && <Outcome title={p.unknown} text={p.unknownText} tone="neutral" />}
        {known !== null && known !== 'unknown' && <Story payment={known} hasDeclined={hasDeclined} />}
        {offline && <Alert tone="warning">{p.offline}</Alert>}
        <div class="stack">
          {known !== null && known !== 'unknown' && known.url && (
            <a
              class={`button ${known.state === 'waiting' && !hasDeclined ? 'button-secondary' : 'button-primary'}`}
              href={known.url}
              target="_top"
            >
              {known.state === 'waiting' && !hasDeclined ? p.pay : p.again}
            </a>
          )}
          <a class="button button-secondary" href={isPaid(known) ? '/' : '/top-up'}>
            {isPaid(known) ? p.toBalance : p.toInvoices}
          </a>
        </div>
      </div>
    </main>
  );
}

const isPaid = (known: Known): boolean => known !== null && known !== 'unknown' && known.state === 'credited';

function Story({ payment, hasDeclined }: { payment: PaymentStatusDto; hasDeclined: boolean }) {
  const t = words.value;
  const p = payWords();
  const amount = writeMoney(t.language, payment.amount);
  const about = p.invoice(payment.invoiceNumber, amount);
  switch (payment.state) {
    case 'waiting':
      if (hasDeclined)
        return <Outcome title={p.declined} text={p.declinedText} tone="warning" about={about} />;
      return (
        <>
          <h1>{p.waiting}</h1>
          <p class="muted">{about}</p>
          <Progress label={p.updates} />
          <p>{p.waitingText(t.topUp.providers[payment.provider] ?? payment.provider)}</p>
        </>
      );
    case 'credited':
      return <Outcome title={p.credited} text={p.creditedText(amount)} tone="good" about={about} />;
    case 'parked':
      return <Outcome title={p.parked} text={p.parkedText} tone="warning" about={about} />;
    case 'returned':
      return <Outcome title={p.returned} text={p.returnedText} tone="neutral" about={about} />;
    case 'starting':
      return <Outcome title={p.starting} text={p.startingText} tone="warning" about={about} />;
    case 'cancelled':
    case 'expired':
    case 'failed':
      return <Outcome title={p.declined} text={p.declinedText} tone="warning" about={about} />;
  }
}

const Outcome = ({
  title,
  text,
  tone,
  about,
}: {
  title: string;
  text: string;
  tone: Tone;
  about?: string;
}) => (
  <>
    <h1>{title}</h1>
    {about && <p class="muted">{about}</p>}
    <Alert tone={tone}>{text}</Alert>
  </>
);
