import { readConfig } from './config';
import { PinoForNest, createLog } from './log';

const SECRET = 'planted-5d41';

/** What leaves the process when something is logged. */
function written(said: object): string {
  const lines: string[] = [];
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
  try {
    const config = readConfig({ NODE_ENV: 'test', DATABASE_URL: 'postgres://x/y', LOG_LEVEL: 'info' });
    new PinoForNest(createLog(config)).log(said, 'Trial');
  } finally {
    out.mockRestore();
  }
  return lines.join('');
}

describe('a line of the log', () => {
  it.each(['authorization', 'cookie', 'password', 'token', 'secret', 'body'])(
    'never holds a %s, also one that was logged by mistake with what it came in',
    (name) => {
      const line = written({
        msg: 'A request',
        [name]: SECRET,
        headers: { [name]: SECRET, host: 'example' },
      });
      expect(line).toContain('A request');
      expect(line).toContain('example');
      expect(line).not.toContain(SECRET);
    },
  );
});
