import { routes, type SearchHitDto } from '@rocket/contracts';
import { Dialog } from '@rocket/ui';
import { useLocation } from 'preact-iso';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { AccountChip } from '../../account/states';
import { call } from '../../api';
import { refusalText } from '../../form/refusal-text';
import { searchWords } from '../../text/search-words';
import { words } from '../../text/words';
import { placeOf, whyFound } from './hit-words';

/** Shorter than a pause between words, longer than between letters. */
const PAUSE_MS = 120;

interface Found {
  /** What the answer is about; null before the first. */
  readonly line: string | null;
  readonly hits: readonly SearchHitDto[];
  readonly error?: unknown;
}
const NOTHING: Found = { line: null, hits: [] };

/** Asks when the typing pauses; an answer that was overtaken is dropped. */
function useSearch(line: string): Found {
  const [found, setFound] = useState<Found>(NOTHING);
  const turn = useRef(0);
  useEffect(() => {
    const mine = (turn.current += 1);
    if (line === '') return setFound(NOTHING);
    const timer = setTimeout(() => {
      call(routes.search, { query: { q: line } }).then(
        ({ items }) => mine === turn.current && setFound({ line, hits: items }),
        (error: unknown) => mine === turn.current && setFound({ line, hits: [], error }),
      );
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [line]);
  return found;
}

/** One box for every way a customer names themselves: arrows choose, Enter opens. */
export function QuickSearch({ onClose }: { onClose: () => void }) {
  const t = words.value;
  const s = searchWords();
  const { route } = useLocation();
  const list = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const found = useSearch(text.trim());
  const [at, setAt] = useState(0);
  const { hits } = found;
  useEffect(() => input.current?.focus(), []);
  useEffect(() => setAt(0), [found]);
  useEffect(() => {
    document.getElementById(`${list}-${at}`)?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const open = (hit: SearchHitDto | undefined): void => {
    if (!hit) return;
    onClose();
    route(placeOf(hit));
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && hits.length > 0) setAt((at + step + hits.length) % hits.length);
    else if (event.key === 'Enter') open(hits[at]);
    // A search field would only be emptied by it.
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
  };
  const isEmpty = found.line !== null && hits.length === 0 && !found.error;
  return (
    <Dialog title={s.title} closeLabel={t.common.close} wide onClose={onClose}>
      <div class="finder" role="search">
        <input
          ref={input}
          class="input"
          type="search"
          role="combobox"
          list={undefined}
          aria-label={s.label}
          aria-expanded={hits.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={hits.length > 0 ? `${list}-${at}` : undefined}
          placeholder={s.label}
          autocomplete="off"
          spellcheck={false}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
        />
        <p class="visually-hidden" role="status">
          {isEmpty ? s.nothing(found.line!) : hits.length > 0 ? s.found(hits.length) : ''}
        </p>
        <ul class="finder-hits" id={list} role="listbox" aria-label={s.results}>
          {hits.map((hit, nth) => (
            <Hit
              key={`${hit.account?.id ?? ''} ${hit.why.kind} ${'id' in hit.why ? hit.why.id : ''}`}
              id={`${list}-${nth}`}
              hit={hit}
              chosen={nth === at}
              onChoose={() => setAt(nth)}
              onOpen={() => open(hit)}
            />
          ))}
        </ul>
        {found.error ? <p class="wrong">{refusalText(t, found.error)}</p> : null}
        {isEmpty && (
          <div class="finder-none">
            <strong>{s.nothing(found.line!)}</strong>
            <p class="muted">{s.nothingText}</p>
          </div>
        )}
        <p class="muted fine finder-keys">{hits.length > 0 ? s.keys : text === '' ? s.hint : ''}</p>
      </div>
    </Dialog>
  );
}

function Hit({
  id,
  hit,
  chosen,
  onChoose,
  onOpen,
}: {
  id: string;
  hit: SearchHitDto;
  chosen: boolean;
  onChoose: () => void;
  onOpen: () => void;
}) {
  const s = searchWords();
  const { account } = hit;
  return (
    <li role="none" onMouseMove={onChoose}>
      <a
        id={id}
        role="option"
        aria-selected={chosen}
        href={placeOf(hit)}
        tabIndex={-1}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onOpen();
        }}
      >
        <span class="two-lines">
          <strong>{account?.name ?? s.nobody}</strong>
          <small class="muted">{whyFound(s, words.value.language, hit)}</small>
        </span>
        {account && <AccountChip state={account.state} />}
      </a>
    </li>
  );
}
