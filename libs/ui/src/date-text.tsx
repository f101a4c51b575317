import { useWriting } from './language';
import { writeDate, writeInstant } from './writing';

/** A business date (`YYYY-MM-DD`) as people write it, or nothing when there is none. */
export const DateText = ({ date }: { date: string | null }) =>
  date ? (
    <time class="date" dateTime={date}>
      {writeDate(date)}
    </time>
  ) : (
    <span class="muted">—</span>
  );

/** An instant, shown in the seller's time zone. */
export function InstantText({ at }: { at: string }) {
  const { language, timeZone } = useWriting();
  return (
    <time class="date" dateTime={at}>
      {writeInstant(language, at, timeZone)}
    </time>
  );
}
