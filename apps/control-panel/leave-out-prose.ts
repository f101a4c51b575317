/** What the table of routes says to readers of OpenAPI: nothing in a browser reads it. */
const PROSE = /^\s+(?:summary|tag|who):\s*(?:'[^'\n]*'|"[^"\n]*"|[A-Z_]+),\n/gm;

/** Leaves the words of the contract's routes out of the panel: a first visit pays for every byte. */
export const leaveOutProse = () => ({
  name: 'leave-out-prose',
  apply: 'build' as const,
  enforce: 'pre' as const,
  transform(code: string, id: string): string | null {
    return /\/libs\/contracts\/src\/[\w-]+-routes\.ts$/.test(id) ? code.replace(PROSE, '') : null;
  },
});
