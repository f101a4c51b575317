import fastify from 'fastify';
import { fileAnswer } from './send-file';

/** What is heard of a file by the name that was given to it. */
async function heard(name: string, isShown?: boolean): Promise<Record<string, unknown>> {
  const server = fastify();
  server.get('/', (_request, reply) =>
    fileAnswer(reply, { name, mediaType: 'text/csv', ...(isShown === undefined ? {} : { isShown }) }).send(
      '1',
    ),
  );
  const { statusCode, headers } = await server.inject('/');
  await server.close();
  return { statusCode, ...headers };
}
const said = async (name: string): Promise<unknown> => (await heard(name))['content-disposition'];

describe('an answer that is a file', () => {
  it('is kept and never opened, unless its door says so, and is what it is said to be', async () => {
    expect(await heard('journal.csv')).toMatchObject({
      'content-disposition': 'attachment; filename="journal.csv"',
      'content-type': 'text/csv',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(await heard('upd-1.pdf', true)).toMatchObject({
      'content-disposition': 'inline; filename="upd-1.pdf"',
    });
  });

  it('has a name that says nothing but a name: no header, no path and no second name comes of it', async () => {
    expect(await said('a"; filename="b.exe')).toBe(
      `attachment; filename="a___filename__b.exe"; filename*=UTF-8''a%22%3B%20filename%3D%22b.exe`,
    );
    expect(await said('a\r\nset-cookie: rm_session=1')).not.toMatch(/[\r\n]/);
    expect(await said('../../etc/passwd')).toContain('filename=".._.._etc_passwd"');
    expect(await heard('\ud83d половина')).toMatchObject({ statusCode: 200 });
  });

  it('keeps its Russian name beside a plain one', async () => {
    expect(await said('Акт № 1.pdf')).toBe(
      `attachment; filename="______1.pdf"; filename*=UTF-8''%D0%90%D0%BA%D1%82%20%E2%84%96%201.pdf`,
    );
  });
});
