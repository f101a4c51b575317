import type { ShelfItemDto } from '@rocket/contracts';

export type Kind = ShelfItemDto['kind'];

/** Kinds that there are, in the order of the contract's list. */
export const kindsOf = (items: readonly ShelfItemDto[]): Kind[] =>
  (['widget', 'report', 'integration', 'module', 'service'] as const).filter((kind) =>
    items.some((item) => item.kind === kind),
  );

const plain = (text: string): string => text.toLowerCase().replace(/ё/g, 'е');

/** What is connected first, the rest by name; every word that was typed has to be somewhere in the name or the summary. */
export function findItems(
  items: readonly ShelfItemDto[],
  kind: Kind | null,
  typed: string,
  locale: string,
): ShelfItemDto[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  return items
    .filter((item) => kind === null || item.kind === kind)
    .filter((item) => {
      const text = plain(`${item.name} ${item.summary ?? ''}`);
      return wanted.every((word) => text.includes(word));
    })
    .sort(
      (a, b) =>
        Number(b.subscription !== null) - Number(a.subscription !== null) ||
        (a.subscription?.rank ?? 0) - (b.subscription?.rank ?? 0) ||
        a.name.localeCompare(b.name, locale),
    );
}
