type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly tag: string;
  readonly parameters: readonly { name: string; in: string; required?: boolean; schema?: Json }[];
  readonly body: Json | null;
  readonly answer: Json | null;
  readonly status: string;
}

export const STYLE = `
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}
body{max-width:64rem;margin:0 auto;padding:1.5rem}
nav ul{columns:16rem;padding:0;list-style:none}
article{border-top:1px solid color-mix(in srgb,currentColor 20%,transparent);padding:1rem 0}
h3{font:600 1rem ui-monospace,monospace;margin:0}
h3 b{display:inline-block;min-width:4.5rem}
p{margin:.25rem 0}
table{border-collapse:collapse;margin:.5rem 0}
td,th{text-align:left;padding:.15rem .75rem .15rem 0;vertical-align:top}
pre{overflow:auto;padding:.75rem;background:color-mix(in srgb,currentColor 7%,transparent);border-radius:.4rem;font-size:.85rem}
summary{cursor:pointer}`;

/** A page for people, made from the OpenAPI document alone: no script, nothing loaded from elsewhere. */
export function printApiPage(document: Json): string {
  const operations = operationsOf(document);
  const tags = [...new Set(operations.map(({ tag }) => tag))];
  const { title, description, version } = document['info'] as Record<string, string>;
  const schemas = ((document['components'] as Json)['schemas'] ?? {}) as Record<string, Json>;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escape(title)} API</title><style>${STYLE}</style></head><body>
<h1>${escape(title)} API ${escape(version)}</h1><p>${escape(description)} <a href="/api/openapi.json">openapi.json</a></p>
<nav><ul>${tags.map((tag) => `<li><a href="#${slug(tag)}">${escape(tag)}</a></li>`).join('')}<li><a href="#schemas">Schemas</a></li></ul></nav>
${tags.map((tag) => section(tag, operations)).join('\n')}
<section id="schemas"><h2>Schemas</h2>${Object.entries(schemas).map(schemaBlock).join('\n')}</section>
</body></html>`;
}

function operationsOf(document: Json): Operation[] {
  const all = { ...(document['paths'] as Json), ...(document['webhooks'] as Json | undefined) };
  return Object.entries(all as Record<string, Json>).flatMap(([path, item]) =>
    Object.entries(item).map(([method, value]) => {
      const operation = value as Record<string, unknown>;
      const responses = operation['responses'] as Record<string, Json>;
      const status = Object.keys(responses).find((code) => code !== 'default') ?? '';
      return {
        method: method.toUpperCase(),
        path,
        summary: String(operation['summary']),
        description: String(operation['description']),
        tag: (operation['tags'] as string[])[0] ?? '',
        parameters: operation['parameters'] as Operation['parameters'],
        body: contentOf(operation['requestBody'] as Json | undefined),
        answer: contentOf(responses[status]),
        status,
      };
    }),
  );
}

const contentOf = (holder: Json | undefined): Json | null =>
  ((holder?.['content'] as Record<string, Json> | undefined)?.['application/json']?.['schema'] as Json) ??
  null;

const section = (tag: string, operations: readonly Operation[]): string =>
  `<section id="${slug(tag)}"><h2>${escape(tag)}</h2>${operations
    .filter((operation) => operation.tag === tag)
    .map(article)
    .join('\n')}</section>`;

function article(operation: Operation): string {
  const rows = operation.parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><td><code>${escape(name)}</code></td><td>${escape(place)}</td><td>${required ? 'required' : ''}</td><td>${escape(typeWord(schema))}</td></tr>`,
  );
  return `<article><h3><b>${operation.method}</b> ${escape(operation.path)}</h3>
<p>${escape(operation.summary)}. ${escape(operation.description)} Answers ${escape(operation.status)}.</p>
${rows.length > 0 ? `<table>${rows.join('')}</table>` : ''}${details('Body', operation.body)}${details('Answer', operation.answer)}</article>`;
}

const schemaBlock = ([name, schema]: [string, Json]): string =>
  `<article id="schema-${escape(name)}"><h3>${escape(name)}</h3>${block(schema)}</article>`;

const details = (label: string, schema: Json | null): string =>
  schema ? `<details><summary>${label}</summary>${block(schema)}</details>` : '';

const block = (schema: Json): string =>
  `<pre>${escape(JSON.stringify(schema, null, 2)).replace(
    /&quot;#\/components\/schemas\/(\w+)&quot;/g,
    '<a href="#schema-$1">$1</a>',
  )}</pre>`;

function typeWord(schema: Json | undefined): string {
  if (!schema) return '';
  const choices = schema['enum'] as unknown[] | undefined;
  return choices ? choices.map(String).join(' | ') : String(schema['format'] ?? schema['type'] ?? '');
}

const slug = (text: string): string => text.toLowerCase().replace(/\W+/g, '-');
const escape = (text: unknown): string =>
  String(text).replace(
    /[&<>"]/g,
    (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[char] ?? char,
  );
