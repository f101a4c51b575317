/** A list with one of its members put at another place (from 0); a place outside the list is its nearest end. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const place = Math.max(0, Math.min(list.length - 1, to));
  if (list[from] === undefined || place === from) return list;
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, place), list[from], ...rest.slice(place)];
}

interface Box {
  readonly top: number;
  readonly height: number;
}

/** How far a row goes along with the hand: to the ends of its list, beyond which nobody would see it. */
export function withinList(boxes: readonly Box[], from: number, by: number): number {
  const [first, mine, last] = [boxes[0]!, boxes[from]!, boxes.at(-1)!];
  const most = last.top + last.height - mine.top - mine.height;
  return Math.max(first.top - mine.top, Math.min(most, by));
}

/**
 * Where a row that is being dragged stands: its place counts as taken from the neighbour whose middle its own middle passed.
 * @param boxes the rows as they lay when the drag began
 * @param by how far it was dragged down, in pixels
 */
export function placeOf(boxes: readonly Box[], from: number, by: number): number {
  const middleOf = (index: number): number => boxes[index]!.top + boxes[index]!.height / 2;
  const middle = middleOf(from) + by;
  let place = from;
  while (place > 0 && middle < middleOf(place - 1)) place -= 1;
  while (place < boxes.length - 1 && middle > middleOf(place + 1)) place += 1;
  return place;
}
