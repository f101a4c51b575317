import { z } from 'zod';
import { words } from '../text/words';

/**
 * Says the schemas' built-in refusals in the reader's language; a message written in the schema itself comes first.
 * Compiled parsers are switched off (first in public/prelude.js): they need `eval`, which the content security policy
 * refuses.
 */
export function explainChecks(): void {
  z.config({
    jitless: true,
    customError: (issue) => {
      const t = words.peek().check;
      const empty = issue.input === undefined || issue.input === '' || issue.input === null;
      switch (issue.code) {
        case 'invalid_type':
          if (empty) return t.required;
          return issue.expected === 'number' || issue.expected === 'int' ? t.integer : t.wrong;
        case 'too_small':
          return issue.origin === 'string' || empty ? t.required : t.tooSmall(String(issue.minimum));
        case 'too_big':
          return issue.origin === 'string'
            ? t.tooLong(String(issue.maximum))
            : t.tooBig(String(issue.maximum));
        case 'invalid_format':
          return empty ? t.required : t.wrong;
        default:
          return empty ? t.required : t.wrong;
      }
    },
  });
}
