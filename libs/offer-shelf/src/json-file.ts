import { findNodeAtLocation, parseTree, type Node, type ParseError } from 'jsonc-parser';

export interface Position {
  /** From one, as editors count. */
  readonly line: number;
  readonly column: number;
}

/** A JSON file as it was read: what it says, and where in it each value stands. */
export interface JsonFile {
  readonly value: unknown;
  /** Where it is not JSON at all; the first place is enough. */
  readonly broken: Position | null;
  /** Of the value at a path, or of the nearest that there is around it. */
  at(path: readonly PropertyKey[]): Position;
}

export function readJson(text: string): JsonFile {
  const errors: ParseError[] = [];
  // A comment and a comma after the last value are not JSON: whoever loads the file would refuse it.
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const place = (offset: number): Position => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: before.at(-1)!.length + 1 };
  };
  const [first] = errors;
  const nearest = (path: readonly PropertyKey[]): Node | undefined => {
    for (let length = path.length; root && length >= 0; length -= 1) {
      const found = findNodeAtLocation(root, path.slice(0, length) as (string | number)[]);
      if (found) return found;
    }
    return root;
  };
  return {
    value: first || !root ? undefined : (JSON.parse(text) as unknown),
    broken: first ? place(first.offset) : root ? null : { line: 1, column: 1 },
    at: (path) => place(nearest(path)?.offset ?? 0),
  };
}
