import type { SubscriptionUsageDto } from '@rocket/contracts';
import { words } from '../text/words';
import { limitLine, meteredLines } from './usage-lines';

/** How much of a product was used: a bar for each limit, what is held drawn paler, then what metered units have come to. */
export function UsageView({
  usage,
  isPackage,
}: {
  usage: SubscriptionUsageDto | undefined;
  isPackage: boolean;
}) {
  const t = words.value;
  if (!usage || usage.limits.length + usage.metered.length === 0) return null;
  return (
    <span class="usage">
      {usage.limits.map((limit) => {
        const { title, notes, used, reserved, tone } = limitLine(t, limit, isPackage);
        return (
          <span key={`${limit.unit} ${limit.per}`} class="usage-limit">
            <small class="muted">{title}</small>
            {/* The words above say the same. */}
            <span class="usage-bar" data-tone={tone} aria-hidden="true">
              <i style={{ width: `${used}%` }} />
              <i class="usage-held" style={{ width: `${reserved}%` }} />
            </span>
            {notes && <small class="muted">{notes}</small>}
          </span>
        );
      })}
      {meteredLines(t, usage).map((line) => (
        <small key={line} class="muted">
          {line}
        </small>
      ))}
    </span>
  );
}
