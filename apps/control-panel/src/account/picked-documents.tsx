import type { DocumentDto } from '@rocket/contracts';
import { Button } from '@rocket/ui';
import { papersWords } from '../text/papers-words';

/** The archive takes no more at a time. */
const MOST = 100;

export function toggled(picked: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(picked);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** What can be done with the documents chosen in a list: one archive of just these. */
export function PickedBar({
  accountId,
  all,
  picked,
  onPick,
}: {
  accountId: string;
  all: readonly DocumentDto[];
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
}) {
  const p = papersWords();
  const ids = all.filter(({ id }) => picked.has(id)).map(({ id }) => id);
  if (ids.length === 0) return null;
  return (
    <div class="picked-bar" role="status">
      <strong>{p.picked(ids.length)}</strong>
      {ids.length > MOST ? (
        <span class="wrong">{p.tooMany}</span>
      ) : (
        <a
          class="button button-primary button-small"
          href={`/api/v1/accounts/${accountId}/documents/archive?ids=${ids.join(',')}`}
          download
        >
          {p.downloadPicked}
        </a>
      )}
      {ids.length < all.length && (
        <Button size="small" onClick={() => onPick(new Set(all.map(({ id }) => id)))}>
          {p.pickAll}
        </Button>
      )}
      <Button size="small" kind="quiet" onClick={() => onPick(new Set())}>
        {p.unpick}
      </Button>
    </div>
  );
}
