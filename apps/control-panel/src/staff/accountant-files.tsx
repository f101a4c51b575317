import type { LocalDate } from '@rocket/kernel';
import { Panel } from '../shell/page';
import { ruRegisters } from '../text/ru-registers';
import { pageWords } from '../text/words';

/** Files that an accountant's other programs load: 1C. */
export function AccountantFiles({
  from,
  to,
  seller,
}: {
  from: LocalDate;
  to: LocalDate;
  seller: string | undefined;
}) {
  const s = pageWords('registers', ruRegisters).files;
  const query = new URLSearchParams({ from, to, ...(seller ? { seller } : {}) });
  return (
    <Panel title={s.title} padded>
      <div class="other-files">
        <a class="button button-secondary" href={`/api/v1/exports/enterprise-data?${query}`} download>
          {s.oneC}
        </a>
        <p class="muted">{s.oneCHint}</p>
      </div>
    </Panel>
  );
}
