/** Rows of one page: `[from, to)`. */
export interface PageRows {
  readonly from: number;
  readonly to: number;
}

export interface PageRoom {
  /** Height left for rows on the first page, under the head of the document and of the table. */
  readonly first: number;
  /** The same on every later page, under the repeated head of the table. */
  readonly next: number;
  /** Height of what follows the last row and stays whole: totals and signatures. */
  readonly closing: number;
}

/**
 * Deals rows over pages. The closing block never stands without a row above it unless one row fills a page alone:
 * a last row that leaves no place for it moves over with it.
 * @throws Error for a row that fits on no page
 */
export function dealRows(heights: readonly number[], room: PageRoom): PageRows[] {
  const pages: PageRows[] = [];
  const roomOf = (page: number) => (page === 0 ? room.first : room.next);
  let from = 0;
  let used = 0;
  const turn = (to: number) => {
    pages.push({ from, to });
    from = to;
    used = 0;
  };
  heights.forEach((height, index) => {
    const mayTurn = used > 0 || pages.length === 0;
    if (mayTurn && used + height > roomOf(pages.length)) turn(index);
    if (used + height > roomOf(pages.length)) throw new Error(`Row ${index + 1} is taller than a page`);
    used += height;
  });
  if (used + room.closing > roomOf(pages.length)) {
    const last = heights.length - 1;
    const carries = last > from && heights[last]! + room.closing <= room.next;
    turn(carries ? last : heights.length);
  }
  turn(heights.length);
  return pages;
}
