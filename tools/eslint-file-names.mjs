// @ts-check
import { basename, dirname, relative, sep } from 'node:path';

const EMPTY_WORDS = /(^|[-.])(services?|utils?|helpers?|commons?|managers?)$/;
/** A staff role of the glossary, not an empty word. */
const GLOSSARY = /(^|[-.])account-managers?$/;

/**
 * Refuses file and folder names that say nothing about what is inside.
 * @type {import('eslint').Rule.RuleModule}
 */
export const fileNames = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { empty: '"{{name}}" says nothing: name it by what it does.' },
  },
  create: (context) => ({
    Program(node) {
      const path = relative(context.cwd, context.filename);
      const words = [...dirname(path).split(sep), ...wordsOf(basename(path))];
      const name = words.find((word) => EMPTY_WORDS.test(word) && !GLOSSARY.test(word));
      if (name !== undefined) context.report({ node, messageId: 'empty', data: { name } });
    },
  }),
};

/**
 * `bonus.service.spec.ts` → `bonus`, `bonus.service`.
 * @param {string} file
 */
function wordsOf(file) {
  const parts = file.replace(/(\.(spec|scenario|walls|browser|test))?\.[a-z]+$/, '').split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}
