import { gzipSync } from 'node:zlib';

/** What is read of the bundler's output. */
interface Chunk {
  readonly type: 'chunk';
  readonly fileName: string;
  readonly code: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
}
type Bundle = Readonly<Record<string, Chunk | { readonly type: 'asset' }>>;

/** Every chunk that must arrive before `name` can run. */
function closure(bundle: Bundle, name: string, seen = new Set<string>()): Set<string> {
  const chunk = bundle[name];
  if (chunk?.type !== 'chunk' || seen.has(name)) return seen;
  seen.add(name);
  for (const imported of chunk.imports) closure(bundle, imported, seen);
  return seen;
}

const gzipped = (bundle: Bundle, names: Iterable<string>): number =>
  [...names].reduce((bytes, name) => {
    const chunk = bundle[name];
    return bytes + (chunk?.type === 'chunk' ? gzipSync(chunk.code).length : 0);
  }, 0);

/** The heaviest way from a chunk through its lazy screens: each further screen is loaded on top of those before it. */
function heaviest(
  bundle: Bundle,
  name: string,
  before: ReadonlySet<string>,
): { chunks: Set<string>; last: string } {
  const chunks = closure(bundle, name, new Set(before));
  let worst = { chunks, last: name };
  const chunk = bundle[name];
  if (chunk?.type !== 'chunk') return worst;
  for (const lazy of chunk.dynamicImports) {
    if (chunks.has(lazy)) continue;
    const way = heaviest(bundle, lazy, chunks);
    if (gzipped(bundle, way.chunks) > gzipped(bundle, worst.chunks)) worst = way;
  }
  return worst;
}

/**
 * Fails the build when the script of a first visit (the entry, and the heaviest screen with everything on the way to it)
 * weighs more than `kilobytes` of 1024 bytes after gzip.
 */
export function firstLoadBudget({ kilobytes }: { kilobytes: number }) {
  let say: (line: string) => void = () => undefined;
  return {
    name: 'first-load-budget',
    apply: 'build' as const,
    enforce: 'post' as const,
    configResolved(config: { readonly logger: { info: (line: string) => void } }) {
      say = (line) => config.logger.info(line);
    },
    generateBundle(this: { error: (line: string) => never }, _: unknown, bundle: Bundle) {
      const entry = Object.values(bundle).find((chunk) => chunk.type === 'chunk' && chunk.isEntry);
      if (entry?.type !== 'chunk') return;
      const { chunks, last } = heaviest(bundle, entry.fileName, new Set());
      const bytes = gzipped(bundle, chunks);
      const kb = Math.ceil(bytes / 102.4) / 10;
      const line = `first load: ${kb} KB of script after gzip, budget ${kilobytes} KB (heaviest screen ${last})`;
      if (bytes > kilobytes * 1024) this.error(`Over the budget. ${line}`);
      say(line);
    },
  };
}
