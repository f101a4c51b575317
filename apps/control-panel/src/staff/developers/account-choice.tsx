import type { AccountRowDto } from '@rocket/contracts';
import { Button } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { Ready } from '../../shell/loading';
import { consoleWords } from '../../text/console-words';
import { useAccounts } from '../accounts';
import { SearchBox } from '../search-box';

const SHOWN = 5;

/** Whose number the call bears. */
export function AccountChoice({
  chosen,
  choose,
}: {
  chosen: AccountRowDto | null;
  choose: (account: AccountRowDto | null) => void;
}) {
  const w = consoleWords();
  return (
    <div class="choice">
      <span class="field-label">{w.account}</span>
      {chosen ? (
        <div class="picked-account">
          <span class="two-lines">
            <strong>{chosen.name}</strong>
            <small class="muted">{w.number(chosen.amocrmAccountId)}</small>
          </span>
          <Button size="small" onClick={() => choose(null)}>
            {w.otherAccount}
          </Button>
        </div>
      ) : (
        <Found choose={choose} />
      )}
    </div>
  );
}

function Found({ choose }: { choose: (account: AccountRowDto) => void }) {
  const w = consoleWords();
  const [q, search] = useState('');
  const found = useAccounts(q);
  return (
    <>
      <SearchBox inForm value={q} label={w.find} onSearch={search} />
      <div class="choice-list">
        <Ready of={found} lines={3}>
          {(items) =>
            items.length === 0 ? (
              <p class="muted">{w.noMatches}</p>
            ) : (
              <ul>
                {items.slice(0, SHOWN).map((one) => (
                  <li key={one.id}>
                    <button type="button" class="choice-item" onClick={() => choose(one)}>
                      <strong>{one.name}</strong>
                      <small class="muted">{w.number(one.amocrmAccountId)}</small>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Ready>
      </div>
    </>
  );
}
