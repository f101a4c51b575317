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
const NOT_NEEDED = new Set(['query', 'answer', 'body', 'summary', 'tag', 'who']);
/** Modules that only tell: whoever imports nothing of them does not need them. */
const TELLING = /\/libs\/(contracts|kernel)\/src\/|\/node_modules\/decimal\.js\//;

/**
 * A browser needs the addresses of the doors and not the schemas of everything they say: takes the schemas out of the table
 * of routes and lets unused modules of the contracts go. Without it the first visit carries every schema there is.
 */
export function leanContracts() {
  return {
    name: 'lean-contracts',
    apply: 'build' as const,
    enforce: 'post' as const,
    transform(this: { parse: (code: string) => unknown }, code: string, id: string) {
      if (!TELLING.test(id)) return null;
      const isTable = /\/libs\/contracts\/src\/[\w-]+-routes\.ts/.test(id);
      return {
        code: isTable ? withoutSchemas(code, this.parse(code) as Node) : code,
        moduleSideEffects: false,
      };
    },
  };
}

function withoutSchemas(code: string, program: Node): string {
  const cuts: [from: number, to: number][] = [];
  visit(program, (node) => {
    if (node.type !== 'CallExpression' || (node['callee'] as { name?: string }).name !== 'route') return;
    const [description] = node['arguments'] as (Node & { properties?: Property[] })[];
    for (const property of description?.properties ?? [])
      if (property.key?.name && NOT_NEEDED.has(property.key.name)) cuts.push([property.start, property.end]);
  });
  return cuts
    .sort(([a], [b]) => b - a)
    .reduce((left, [from, to]) => left.slice(0, from) + left.slice(to).replace(/^\s*,/, ''), code);
}

function visit(node: unknown, look: (node: Node) => void): void {
  if (Array.isArray(node)) return node.forEach((each) => visit(each, look));
  if (typeof node !== 'object' || node === null) return;
  if (typeof (node as Node).type === 'string') look(node as Node);
  Object.values(node).forEach((each) => visit(each, look));
}
