import fastify from 'fastify';
import { fileAnswer, sendTables } from './send-file';

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

describe('a table that is sent as it is made', () => {
  it.each([
    ['csv', 'text/csv; charset=utf-8'],
    ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ] as const)('has told what it is when its rows are asked for: %s', async (kind, mediaType) => {
    let told: Record<string, unknown> | null = null;
    const server = fastify();
    // A hook that takes its time stands between the door and the answer, as in the whole server.
    server.addHook('onSend', async () => {});
    server.get('/', (_request, reply) =>
      sendTables(reply, kind, 'journal', [
        {
          ...{ name: 'Журнал', heading: [], columns: [{ title: 'Дата', kind: 'text', width: 10 }] },
          totals: () => [],
          pieces: (async function* () {
            told = reply.raw.headersSent ? { ...reply.raw.getHeaders() } : null;
            yield [['23.11.2026']];
          })(),
        },
      ]),
    );
    const { headers } = await server.inject('/');
    await server.close();
    const expected = {
      'content-disposition': `attachment; filename="journal.${kind}"`,
      'content-type': mediaType,
      'x-content-type-options': 'nosniff',
    };
    expect(headers).toMatchObject(expected);
    expect(told).toMatchObject(expected);
  });
});
