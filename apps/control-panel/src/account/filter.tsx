import { useLocation } from 'preact-iso';

/** A row of links that narrow a list; the choice lives in the address, so it can be sent and survives a reload. */
export function Filter({
  name,
  label,
  all,
  choices,
}: {
  name: string;
  label: string;
  all: string;
  choices: readonly (readonly [value: string, text: string])[];
}) {
  const { path, query } = useLocation();
  const hrefOf = (value: string) => {
    const search = new URLSearchParams(query);
    if (value) search.set(name, value);
    else search.delete(name);
    return search.size > 0 ? `${path}?${search}` : path;
  };
  return (
    <nav class="filter" aria-label={label}>
      {[['', all] as const, ...choices].map(([value, text]) => (
        <a key={value} href={hrefOf(value)} aria-current={(query[name] ?? '') === value ? 'true' : undefined}>
          {text}
        </a>
      ))}
    </nav>
  );
}

/** A value of the address, only when it is one of those known. */
export const chosen = <T extends string>(value: string | undefined, known: readonly T[]): T | undefined =>
  known.find((one) => one === value);
