/** The parts of an ESTree node that are read here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}
interface Property extends Node {
  readonly key: { readonly name?: string };
}

/** What a door answers and asks in its address is checked by the API; forms import the schemas of bodies by name. */
const NOT_NEEDED = new Set([
  ...['query', 'answer', 'body', 'summary', 'tag', 'who', 'scope', 'refusals'],
  ...['bodyType', 'answerType', 'accepted', 'status', 'idempotent'],
]);
/** What zod prints a JSON Schema with: the API prints OpenAPI, a browser only checks. Every schema holds on to it all the same. */
const PRINTING = /\/node_modules\/zod\/v4\/core\/(json-schema-processors|to-json-schema)\.js/;
/** zod's own sentences: src/form/explain-checks.ts answers every check in the reader's language. */
const SENTENCES = /\/node_modules\/zod\/v4\/locales\/en\.js/;
/** Modules that only tell: whoever imports nothing of them does not need them. */
const TELLING = /\/libs\/(contracts|kernel)\/src\/|\/node_modules\/decimal\.js\//;

/** The table of all doors: what it imports is one module more, with doors and no schemas. */
const TABLE = /\/libs\/contracts\/src\/routes\.ts$/;
const DOORS = '?doors';

interface Resolving {
  resolve: (
    source: string,
    importer: string,
    options: { skipSelf: boolean },
  ) => Promise<{ id: string } | null>;
}

/**
 * A browser needs the addresses of the doors and not the schemas of everything they say: takes the schemas out of the table
 * of routes, lets go of schemas and modules of the contracts nobody uses, and empties what would print a JSON Schema. Without it the first visit
 * carries every schema there is, and a fifth of zod that is never called. The schemas of a form come with its screen: a module that describes
 * doors and schemas is bundled once for each of the two.
 */
export const leanContracts = () => [doorsApart(), withoutWhatOnlyTells()];

function doorsApart() {
  return {
    name: 'doors-apart',
    apply: 'build' as const,
    enforce: 'pre' as const,
    async resolveId(this: Resolving, source: string, importer: string | undefined) {
      if (!importer || !TABLE.test(importer)) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found && { ...found, id: found.id + DOORS };
    },
  };
}

function withoutWhatOnlyTells() {
  return {
    name: 'lean-contracts',
    apply: 'build' as const,
    enforce: 'post' as const,
    transform(this: { parse: (code: string) => unknown }, code: string, id: string) {
      if (PRINTING.test(id)) return withoutBodies(this.parse(code) as Node);
      if (SENTENCES.test(id)) return { code: 'export default () => ({ localeError: () => undefined });' };
      if (!TELLING.test(id)) return null;
      const isContract = id.includes('/libs/contracts/src/');
      return {
        code: isContract ? withoutSchemas(code, this.parse(code) as Node) : code,
        moduleSideEffects: false,
      };
    },
  };
}

type Edit = readonly [from: number, to: number, text: string];

const PURE = '/* @__PURE__ */ ';

/** Takes schemas out of the table of routes, and lets a schema nobody imports go although making one is a call. */
function withoutSchemas(code: string, program: Node): string {
  const cuts: Edit[] = [];
  visit(program, (node) => {
    if (node.type !== 'CallExpression' || (node['callee'] as { name?: string }).name !== 'route') return;
    // A module that is there for its schemas needs none of its doors.
    cuts.push([node.start, node.start, PURE]);
    const [description] = node['arguments'] as (Node & { properties?: Property[] })[];
    for (const property of description?.properties ?? [])
      if (property.key?.name && NOT_NEEDED.has(property.key.name))
        cuts.push([property.start, property.end, '']);
  });
  const wraps = (program['body'] as Exported[]).flatMap((each): Edit[] =>
    ((each.declaration ?? each).declarations ?? []).flatMap(({ init }): Edit[] =>
      init?.type === 'CallExpression'
        ? [
            [init.start, init.start, `${PURE}(() => `],
            [init.end, init.end, ')()'],
          ]
        : [],
    ),
  );
  return [...cuts, ...wraps]
    .sort(([a], [b]) => b - a)
    .reduce((left, [from, to, text]) => {
      const rest = left.slice(to);
      return left.slice(0, from) + text + (text === '' ? rest.replace(/^\s*,/, '') : rest);
    }, code);
}

interface Exported extends Node {
  readonly declaration?: {
    readonly id?: { readonly name: string };
    readonly declarations?: Declared[];
  } | null;
  readonly declarations?: Declared[];
}
interface Declared {
  readonly id: { readonly name: string };
  readonly init: Node | null;
}

/** Every name a module exports, as a function that gives nothing. */
function withoutBodies(program: Node): { code: string; moduleSideEffects: boolean } {
  const names = (program['body'] as Exported[]).flatMap(({ declaration }) => [
    ...(declaration?.id ? [declaration.id.name] : []),
    ...(declaration?.declarations ?? []).map(({ id }) => id.name),
  ]);
  return {
    code: names.map((name) => `export const ${name} = () => undefined;`).join('\n'),
    moduleSideEffects: false,
  };
}

function visit(node: unknown, look: (node: Node) => void): void {
  if (Array.isArray(node)) return node.forEach((each) => visit(each, look));
  if (typeof node !== 'object' || node === null) return;
  if (typeof (node as Node).type === 'string') look(node as Node);
  Object.values(node).forEach((each) => visit(each, look));
}
