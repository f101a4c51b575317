import { Button, EmptyState, Skeleton } from '@rocket/ui';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { refusalText } from '../form/refusal-text';
import type { Loaded, LoadedList } from '../load';
import { words } from '../text/words';

export const Failure = ({ text, retry }: { text: string; retry: () => void }) => (
  <EmptyState title={words.value.common.failed} text={text}>
    <Button onClick={retry}>{words.value.common.retry}</Button>
  </EmptyState>
);

/**
 * The three states of anything read: its shape while it comes, why it did not, itself. What was read before stays on the
 * screen while it is read again.
 */
export function Ready<T>({
  of,
  lines = 4,
  children,
}: {
  of: Loaded<T>;
  lines?: number;
  children: (value: T) => ComponentChildren;
}) {
  if (of.value !== undefined) return <>{children(of.value)}</>;
  if (of.error && !of.loading) return <Failure text={refusalText(words.value, of.error)} retry={of.reload} />;
  return <Skeleton lines={lines} label={words.value.common.loading} />;
}

/** The button below a list that has another page. */
export function More<T>({ of }: { of: LoadedList<T> }) {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  if (!of.hasMore) return null;
  const read = () => {
    setBusy(true);
    setFailed(null);
    of.more()
      .catch(setFailed)
      .finally(() => setBusy(false));
  };
  return (
    <div class="more">
      {failed ? <p class="wrong">{refusalText(words.value, failed)}</p> : null}
      <Button busy={busy} onClick={read}>
        {words.value.common.more}
      </Button>
    </div>
  );
}
