// @ts-check
// Lints texts as if they stood at a path, in a process of its own: ESLint's configuration is ESM and cannot be
// loaded inside Jest. Reads [{ path, text }] on stdin, prints the names of the rules each one breaks.
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';

const root = new URL('../..', import.meta.url).pathname;
const eslint = new ESLint({ cwd: root, ignore: false });

/** @type {{ path: string, text: string }[]} */
const canaries = JSON.parse(await text(process.stdin));
const found = [];
for (const { path, text: source } of canaries) {
  const results = await eslint.lintText(source, { filePath: path });
  found.push(
    results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message }) => ({ rule: ruleId ?? 'parse error', message })),
    ),
  );
}
process.stdout.write(JSON.stringify(found));
