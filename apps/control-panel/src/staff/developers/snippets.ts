/** A call as it goes over the wire, without the key that opens it. */
export interface Request {
  readonly id: string;
  readonly method: string;
  readonly origin: string;
  /** From the root of the origin, with the query. */
  readonly path: string;
  readonly idempotencyKey: string | null;
  /** As it was typed. */
  readonly body: string | null;
}

export type SnippetLanguage = 'curl' | 'kit' | 'fetch' | 'php';

/** A call to copy in each language; the key is taken from the environment. The kit has not every call. */
export function snippetsOf(request: Request): Record<SnippetLanguage, string | null> {
  return { curl: curl(request), kit: kit(request), fetch: javascript(request), php: php(request) };
}

/** A shell takes everything between single quotes as it is, but for the quote itself. */
const shell = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** Inside single quotes PHP reads the backslash and the quote alone. */
const phpText = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;

const urlOf = ({ origin, path }: Request): string => `${origin}${path}`;

function curl(request: Request): string {
  const { method, idempotencyKey, body } = request;
  return [
    `curl -X ${method} ${shell(urlOf(request))}`,
    `-H "Authorization: Bearer $ROCKET_KEY"`,
    ...(idempotencyKey === null ? [] : [`-H ${shell(`Idempotency-Key: ${idempotencyKey}`)}`]),
    // --data would read a file for a body that begins with «@».
    ...(body === null ? [] : [`-H 'Content-Type: application/json'`, `--data-raw ${shell(body)}`]),
  ].join(' \\\n  ');
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
};

/** A value as JavaScript: JSON is a part of the language. */
const literal = (value: unknown, indent: string): string =>
  JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);

function javascript(request: Request): string {
  const { method, idempotencyKey, body } = request;
  return [
    `const response = await fetch(${JSON.stringify(urlOf(request))}, {`,
    `  method: ${JSON.stringify(method)},`,
    '  headers: {',
    '    authorization: `Bearer ${process.env.ROCKET_KEY}`,',
    ...(idempotencyKey === null ? [] : [`    'idempotency-key': ${JSON.stringify(idempotencyKey)},`]),
    ...(body === null ? [] : [`    'content-type': 'application/json',`]),
    '  },',
    ...(body === null ? [] : [`  body: JSON.stringify(${literal(parsed(body), '  ')}),`]),
    '});',
    'const answer = await response.json();',
    `if (!response.ok) throw new Error(\`\${answer.code}: \${answer.detail}\`);`,
  ].join('\n');
}

function php(request: Request): string {
  const { method, idempotencyKey, body } = request;
  return [
    `$request = curl_init(${phpText(urlOf(request))});`,
    'curl_setopt_array($request, [',
    `    CURLOPT_CUSTOMREQUEST => ${phpText(method)},`,
    '    CURLOPT_RETURNTRANSFER => true,',
    '    CURLOPT_TIMEOUT => 5,',
    '    CURLOPT_HTTPHEADER => [',
    `        'Authorization: Bearer ' . getenv('ROCKET_KEY'),`,
    ...(idempotencyKey === null ? [] : [`        ${phpText(`Idempotency-Key: ${idempotencyKey}`)},`]),
    ...(body === null ? [] : [`        'Content-Type: application/json',`]),
    '    ],',
    ...(body === null ? [] : [`    CURLOPT_POSTFIELDS => ${phpText(body)},`]),
    ']);',
    '$answer = json_decode(curl_exec($request), true);',
    '$status = curl_getinfo($request, CURLINFO_RESPONSE_CODE);',
  ].join('\n');
}

/** The kit's own call; its dates are `Date`. Null: the kit has no such call, or the body is not its own. */
function kit(request: Request): string | null {
  const asked = kitCall(request);
  if (asked === null) return null;
  return [
    `import { MarketClient } from '@rocket-market/product-kit';`,
    '',
    'const market = new MarketClient({',
    `  origin: ${JSON.stringify(request.origin)},`,
    '  key: process.env.ROCKET_KEY!,',
    '});',
    `const answer = await market.${asked};`,
  ].join('\n');
}

function kitCall({ id, path, origin, body, idempotencyKey }: Request): string | null {
  const value = body === null ? null : parsed(body);
  switch (id) {
    case 'entitlement': {
      const query = new URL(path, origin).searchParams;
      const account = Number(query.get('account'));
      // The kit asks of an account alone, for the product its key was made for.
      return Number.isSafeInteger(account) && query.size === 1 ? `entitlement(${account})` : null;
    }
    case 'recordUsage':
      return isRecord(value)
        ? `recordUsage(${withDates(value, '')}, ${JSON.stringify(idempotencyKey ?? '')})`
        : null;
    case 'recordUsageBatch':
      return isRecord(value) && Array.isArray(value['events'])
        ? `recordUsageBatch(${withDates(value['events'], '')})`
        : null;
    default:
      return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withDates = (value: unknown, indent: string): string =>
  literal(value, indent).replace(/^(\s*)"at": ("(?:[^"\\]|\\.)*")/gm, '$1"at": new Date($2)');
