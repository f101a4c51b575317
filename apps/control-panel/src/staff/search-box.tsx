import { useEffect, useRef, useState } from 'preact/hooks';

/** Long enough not to ask at every letter, short enough to feel immediate. */
const PAUSE_MS = 250;

/** A search that asks when the typing pauses, or at Enter. */
export function SearchBox({
  label,
  value,
  inForm = false,
  onSearch,
}: {
  label: string;
  value: string;
  /** Inside another form there can be no second one, and Enter must search, not send. */
  inForm?: boolean;
  onSearch: (value: string) => void;
}) {
  const [text, setText] = useState(value);
  const asked = useRef(value);
  const search = (next: string) => {
    if (next.trim() === asked.current) return;
    asked.current = next.trim();
    onSearch(asked.current);
  };
  useEffect(() => {
    const timer = setTimeout(() => search(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  // The address changed by itself: the back button, or a link that clears the search.
  useEffect(() => {
    if (value !== asked.current) {
      asked.current = value;
      setText(value);
    }
  }, [value]);
  const input = (
    <input
      class="input"
      type="search"
      aria-label={label}
      placeholder={label}
      value={text}
      onInput={(event) => setText(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        search(text);
      }}
    />
  );
  return inForm ? (
    input
  ) : (
    <div class="search" role="search">
      {input}
    </div>
  );
}
