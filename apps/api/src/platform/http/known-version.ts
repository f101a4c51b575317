/**
 * Whether the caller already has what an ETag names (RFC 9110, 13.1.2): one of the list it sends, or whatever there is. A proxy that
 * compresses answers marks their ETags as weak; what it sends back is ours all the same.
 */
export function isKnownVersion(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((each) => each.trim().replace(/^W\//, '') === etag);
}
