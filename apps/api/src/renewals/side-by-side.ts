/**
 * Does the same work so many times side by side.
 * @throws what the first to fail threw, after all have come to rest
 */
export async function sideBySide(times: number, work: () => Promise<void>): Promise<void> {
  const ends = await Promise.allSettled(Array.from({ length: times }, work));
  const failed = ends.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
