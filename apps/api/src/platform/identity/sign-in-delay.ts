/** What wrong passwords are counted by: the e-mail that was tried, and the address it was tried from. */
export type CountedBy = 'account' | 'address';

/** Mistakes that cost nothing. Many people share the address of an office. */
const FREE_FAILURES: Readonly<Record<CountedBy, number>> = { account: 3, address: 20 };
const LONGEST_MS = 15 * 60_000;
/** After so long without a failure the count starts again. */
export const FORGOTTEN_AFTER_MS = 60 * 60_000;

/**
 * How long the next attempt must wait after so many failures in a row, in milliseconds: three mistakes with an e-mail and
 * twenty from an address are free, then 1, 2, 4 … seconds, a quarter of an hour at most.
 */
export function delayAfter(countedBy: CountedBy, failures: number): number {
  const paid = failures - FREE_FAILURES[countedBy];
  return paid <= 0 ? 0 : Math.min(1_000 * 2 ** Math.min(paid - 1, 20), LONGEST_MS);
}

/** The failures in a row after one more: an hour without any and the count begins anew. */
export const failuresNow = (failures: number, failedAt: Date, now: Date): number =>
  now.getTime() - failedAt.getTime() > FORGOTTEN_AFTER_MS ? 1 : failures + 1;

/**
 * What an address is counted by: IPv4 as it is, of IPv6 the network of 64 bits one customer of a provider is given, so that
 * nobody has 2⁶⁴ of them.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('%', 1)[0]!.toLowerCase().split('::', 2);
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const all = [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}
