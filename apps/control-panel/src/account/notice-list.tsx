import { Chip, EmptyState, InstantText } from '@rocket/ui';
import { More, Ready } from '../shell/loading';
import { words } from '../text/words';
import { useMarked } from './marked';
import { useNotices } from './reads';

/** What the account was told, in the same words as in the widget and in letters. */
export function NoticeList({ accountId }: { accountId: string }) {
  const t = words.value;
  const notices = useNotices(accountId, t.language);
  useMarked(notices, (one) => one.id);
  return (
    <Ready of={notices} lines={6}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState title={t.notices.empty} text={t.notices.emptyText} />
        ) : (
          <>
            <ol class="notices">
              {items.map((one) => (
                <li key={one.id} data-row={one.id}>
                  <div class="notice-head">
                    <Chip tone={one.tone}>{one.title}</Chip>
                    <span class="muted">
                      <InstantText at={one.createdAt} />
                    </span>
                  </div>
                  <p class="pre-line">{one.text}</p>
                  <p class="muted notice-foot">
                    {[
                      ...new Set(one.deliveries.map((delivery) => t.notices.channels[delivery.channel])),
                    ].join(', ')}
                    {one.seenAt && ` · ${t.notices.seen}`}
                  </p>
                </li>
              ))}
            </ol>
            <More of={notices} />
          </>
        )
      }
    </Ready>
  );
}
