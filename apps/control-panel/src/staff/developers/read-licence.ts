/** The two parts of a licence a person can read; its signature is not checked here. */
export interface ReadLicence {
  readonly header: unknown;
  readonly claims: unknown;
}

/** Null: not a token. */
export function readLicence(answer: unknown): ReadLicence | null {
  const licence = licenceOf(answer);
  if (licence === null) return null;
  const [header, claims, signature] = licence.split('.');
  if (!header || !claims || !signature) return null;
  try {
    return { header: partOf(header), claims: partOf(claims) };
  } catch {
    return null;
  }
}

/** Of the answer itself, or of the first of several. */
function licenceOf(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null) return null;
  const { licence, items } = answer as { licence?: unknown; items?: unknown };
  if (typeof licence === 'string') return licence;
  return Array.isArray(items) && items.length > 0 ? licenceOf(items[0]) : null;
}

function partOf(text: string): unknown {
  const bytes = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const escaped = Array.from(bytes, (byte) => `%${byte.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return JSON.parse(decodeURIComponent(escaped.join('')));
}
