import { money, unitPrice, type NoticeDto } from '@rocket/contracts';
import { isLocalDate } from '@rocket/kernel';
import { Chip, EmptyState, InstantText, writeDate, writeUnitPrice, writeMoney, type Tone } from '@rocket/ui';
import { More, Ready } from '../shell/loading';
import { words, type Words } from '../text/words';
import { useNotices } from './reads';

const TONES: Partial<Record<NoticeDto['kind'], Tone>> = {
  topped_up: 'good',
  resumed: 'good',
  bonus_granted: 'good',
  document_accepted: 'good',
  suspended: 'danger',
  frozen: 'danger',
  terminated: 'danger',
  balance_low: 'warning',
  balance_below: 'warning',
  usage_threshold: 'warning',
  trial_ending: 'warning',
  freeze_warning: 'warning',
  erasure_warning: 'danger',
  profile_required: 'warning',
};

function writeFact(t: Words, value: unknown): string | null {
  const sum = money.safeParse(value);
  if (sum.success) return writeMoney(t.language, sum.data);
  const price = unitPrice.safeParse(value);
  if (price.success) return writeUnitPrice(t.language, price.data);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string' || value === '') return null;
  return isLocalDate(value) ? writeDate(value) : value;
}

/** The facts of a notice in words. A fact without a name here is for programs and is left out. */
export function factWords(t: Words, facts: NoticeDto['facts']): string {
  const named = Object.entries(facts).flatMap(([key, value]) => {
    const name = t.notices.facts[key];
    // The code says less than the name beside it.
    if (!name || (key === 'productCode' && facts['productName'])) return [];
    const text = writeFact(t, value);
    return text ? [`${name}: ${text}`] : [];
  });
  return named.join(' · ');
}

/** What a person wrote stands in its own words; the rest is told by its facts. */
function NoticeText({ t, facts }: { t: Words; facts: NoticeDto['facts'] }) {
  const own = (facts[t.language] ?? facts) as { title?: unknown; text?: unknown };
  if (typeof own.title !== 'string' || typeof own.text !== 'string') return <p>{factWords(t, facts)}</p>;
  return (
    <>
      <p>
        <strong>{own.title}</strong>
      </p>
      <p class="pre-line">{own.text}</p>
    </>
  );
}

export function NoticeList({ accountId }: { accountId: string }) {
  const t = words.value;
  const notices = useNotices(accountId);
  return (
    <Ready of={notices} lines={6}>
      {(items) =>
        items.length === 0 ? (
          <EmptyState title={t.notices.empty} text={t.notices.emptyText} />
        ) : (
          <>
            <ol class="notices">
              {items.map((one) => (
                <li key={one.id}>
                  <div class="notice-head">
                    <Chip tone={TONES[one.kind] ?? 'info'}>{t.notices.kinds[one.kind]}</Chip>
                    <span class="muted">
                      <InstantText at={one.createdAt} />
                    </span>
                  </div>
                  <NoticeText t={t} facts={one.facts} />
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
