// @ts-check
// Lints texts as if they stood at a path, in a process of its own: ESLint's configuration is ESM and cannot be
// loaded inside Jest. Reads [{ path, text }] on stdin, prints the names of the rules each one breaks.
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';
import tseslint from 'typescript-eslint';

const root = new URL('../..', import.meta.url).pathname;
// A canary is on no disk, so no tsconfig knows it: rules that need types are tried on a real file instead.
const eslint = new ESLint({
  cwd: root,
  ignore: false,
  overrideConfig: [tseslint.configs.disableTypeChecked],
});
const eslintWithTypes = new ESLint({
  cwd: root,
  ignore: false,
  // A program of one file: that of all rooms takes as long as linting them.
  overrideConfig: [
    { files: ['**/*.ts'], languageOptions: { parserOptions: { project: './test/walls/tsconfig.json' } } },
  ],
});

/** @type {{ path: string, text?: string }[]} */
const canaries = JSON.parse(await text(process.stdin));
const found = [];
for (const { path, text: source } of canaries) {
  const results =
    source === undefined
      ? await eslintWithTypes.lintFiles([path])
      : await eslint.lintText(source, { filePath: path });
  found.push(
    results.flatMap(({ messages }) =>
      messages.map(({ ruleId, message }) => ({ rule: ruleId ?? 'parse error', message })),
    ),
  );
}
process.stdout.write(JSON.stringify(found));
