import type { ActPreviewDto, MoneyDto, PreviewedEntryDto } from '@rocket/contracts';
import { Alert, DateText, Money, Skeleton, writeDate, writeMoney } from '@rocket/ui';
import { refusalText } from '../../form/refusal-text';
import type { Loaded } from '../../load';
import { previewWords } from '../../text/preview-words';
import { words } from '../../text/words';
import { useStanding } from './use-preview';

/** What an act would do, as the API answered it: nothing of it is counted here. */
export function ActPreview({
  of,
  deciding = false,
}: {
  of: Loaded<ActPreviewDto>;
  /** The reader is the second person: nobody else is needed. */
  deciding?: boolean;
}) {
  const t = words.value;
  const shown = useStanding(of);
  if (shown)
    return <Shown of={deciding ? { ...shown, needsSecondPerson: false } : shown} isOld={!of.value} />;
  if (of.error && !of.loading) return <Alert tone="danger">{refusalText(t, of.error)}</Alert>;
  return of.loading ? <Skeleton lines={3} label={previewWords().looking} /> : null;
}

function Shown({ of, isOld }: { of: ActPreviewDto; isOld: boolean }) {
  const t = words.value;
  const p = previewWords();
  return (
    <section class={`act-preview${isOld ? ' is-old' : ''}`} aria-label={p.title} aria-busy={isOld}>
      {of.needsSecondPerson && of.limit && (
        <Alert tone="warning" title={p.second}>
          <p>{p.secondText(writeMoney(t.language, of.limit))}</p>
        </Alert>
      )}
      <h3>{of.needsSecondPerson ? p.afterApproval : p.title}</h3>
      {of.trial && (
        <p>
          {p.trial(writeDate(of.trial.endsOn), writeDate(of.trial.willEndOn))}{' '}
          <span class="muted">{p.trialLeft(of.trial.daysLeft)}</span>
        </p>
      )}
      {of.entries.length > 0 && (
        <ol class="preview-entries">
          {of.entries.map((entry, index) => (
            <Entry key={index} of={entry} />
          ))}
        </ol>
      )}
      {of.subscriptions.map((one) => (
        <p key={one.productCode}>
          {p.becomes(one.productName, t.subscriptionState[one.before], t.subscriptionState[one.after])}
        </p>
      ))}
      <dl class="preview-balance">
        <Change name={t.balance.money} before={of.before.money} after={of.after.money} />
        <Change name={t.balance.bonus} before={of.before.bonus} after={of.after.bonus} />
      </dl>
    </section>
  );
}

function Entry({ of }: { of: PreviewedEntryDto }) {
  const t = words.value;
  const p = previewWords();
  const kind = t.history.kinds[of.kind];
  return (
    <li>
      <span class="two-lines">
        <span>
          {of.product ? `${kind}: ${of.product.name}` : kind}{' '}
          <small class="muted">
            {of.product ? (
              p.period(writeDate(of.product.periodStart), writeDate(of.product.periodEnd))
            ) : (
              <DateText date={of.businessDate} />
            )}
          </small>
        </span>
        {of.moves.map(({ from, to, amount }, index) => (
          <small class="muted" key={index}>
            {p.move(p.accounts[from], p.accounts[to])}
            {of.moves.length > 1 && `: ${writeMoney(t.language, amount)}`}
          </small>
        ))}
      </span>
      <span class="two-lines at-end">
        {[of.money, of.bonus].filter(isSomething).map((sum, index) => (
          <Money key={index} value={sum} signed />
        ))}
      </span>
    </li>
  );
}

const isSomething = ({ amount }: MoneyDto): boolean => /[1-9]/.test(amount);

function Change({ name, before, after }: { name: string; before: MoneyDto; after: MoneyDto }) {
  const p = previewWords();
  const { language } = words.value;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {before.amount === after.amount ? (
          <span class="muted">{p.unchanged(writeMoney(language, before))}</span>
        ) : (
          <>
            <span class="muted">{writeMoney(language, before)} → </span>
            <strong>{writeMoney(language, after)}</strong>
          </>
        )}
      </dd>
    </div>
  );
}
