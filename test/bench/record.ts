/**
 * A figure that may be kept: one of two things measured in the same run, so that the machine is divided out of it.
 * A bench yields it among its lines; `npm run bench` prints it beside the one recorded last, red when it is a fifth worse.
 */
export interface Ratio {
  /** What is compared with what, as the table of docs/performance.md calls it. Found again by it: do not reword lightly. */
  readonly name: string;
  /** The middle one of the rounds. */
  readonly ratio: number;
  /** The least and the greatest of the rounds. */
  readonly spread: readonly [least: number, greatest: number];
  /** Which way is better: a rate is `more`, a wait, a growth or a size `less`. */
  readonly better: 'more' | 'less';
  readonly goal?: number;
}

/** A ratio of rounds that took turns: `rounds` are ours ÷ theirs, one for each pair; at least one. */
export function ratioOf(
  name: string,
  better: Ratio['better'],
  rounds: readonly number[],
  goal?: number,
): Ratio {
  if (rounds.length === 0) throw new RangeError(`No round of "${name}"`);
  return {
    name,
    better,
    ratio: middleOf(rounds),
    spread: [Math.min(...rounds), Math.max(...rounds)],
    ...(goal === undefined ? {} : { goal }),
  };
}

/** The middle one; of an even number, between the two in the middle. At least one. */
export function middleOf(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)]!;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)]!;
  return (low + high) / 2;
}
