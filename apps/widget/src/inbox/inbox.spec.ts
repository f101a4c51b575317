import { ApiServer, aNotice, authorizedAjax, idOf } from '../../test/outside';
import { carrierOf, createWidgetApi } from '../amocrm/transport';
import { Inbox, type InboxState } from './inbox';

const server = new ApiServer();
let origin: string;
beforeAll(async () => (origin = await server.start()));
afterAll(() => server.stop());
beforeEach(() => {
  server.notices = [aNotice(2), aNotice(1, { seenAt: '2026-11-20T08:00:00Z' })];
  server.problem = null;
  server.brokenPaths.clear();
  server.calls.length = 0;
});

const anInbox = () =>
  new Inbox(
    createWidgetApi(
      origin,
      carrierOf(() => ({ $authorizedAjax: authorizedAjax })),
    ),
  );
const ready = (inbox: Inbox): Extract<InboxState, { kind: 'ready' }> => {
  if (inbox.state.kind !== 'ready') throw new Error(`the inbox is ${inbox.state.kind}`);
  return inbox.state;
};

describe('the inbox', () => {
  it('holds what the server lists and counts the unseen', async () => {
    const inbox = anInbox();
    expect(await inbox.refresh()).toBe('changed');
    expect(ready(inbox).notices.map((notice) => [notice.title, notice.seen])).toEqual([
      ['Списание 2', false],
      ['Списание 1', true],
    ]);
    expect(ready(inbox).unseen).toBe(1);
  });

  it('asks with the ETag it was given and keeps its list when nothing changed', async () => {
    const inbox = anInbox();
    await inbox.refresh();
    expect(await inbox.refresh()).toBe('unchanged');
    expect(server.calls.map((call) => call.status)).toEqual([200, 304]);
    expect(ready(inbox).notices).toHaveLength(2);
  });

  it('shows a notice as seen before the server has answered, and tells the server once', async () => {
    const inbox = anInbox();
    await inbox.refresh();
    const told = inbox.markSeen(idOf(2));
    expect(ready(inbox).unseen).toBe(0);
    void inbox.markSeen(idOf(2));
    await told;
    await inbox.refresh();
    expect(ready(inbox).unseen).toBe(0);
    expect(server.asked(`/notices/${idOf(2)}/seen`)).toBe(1);
  });

  it('shows it unseen again when the server did not take it, and may tell it again', async () => {
    const inbox = anInbox();
    await inbox.refresh();
    server.brokenPaths.add(`/notices/${idOf(2)}/seen`);
    await inbox.markSeen(idOf(2));
    expect(ready(inbox).unseen).toBe(1);
    server.brokenPaths.clear();
    await inbox.markSeen(idOf(2));
    expect(ready(inbox).unseen).toBe(0);
  });

  it('does not tell the server about what it already knows to be seen, or does not hold', async () => {
    const inbox = anInbox();
    await inbox.refresh();
    await inbox.markSeen(idOf(1));
    await inbox.markSeen(idOf(77));
    expect(server.calls.filter((call) => call.method === 'POST')).toEqual([]);
  });

  it('marks everything seen at one request for each unseen notice', async () => {
    server.notices = [aNotice(4), aNotice(3), aNotice(1, { seenAt: '2026-11-20T08:00:00Z' })];
    const inbox = anInbox();
    await inbox.refresh();
    await inbox.markAllSeen();
    expect(ready(inbox).unseen).toBe(0);
    expect(server.calls.filter((call) => call.method === 'POST')).toHaveLength(2);
  });

  it('says why it has nothing to show when the first request is refused', async () => {
    server.problem = { status: 409, code: 'not_connected', detail: 'Аккаунт не подключён' };
    const inbox = anInbox();
    expect(await inbox.refresh()).toBe('failed');
    expect(inbox.state).toMatchObject({ kind: 'failed', refusal: { code: 'not_connected', status: 409 } });
  });

  it('keeps the last list, marked as old, when a later request fails', async () => {
    const inbox = anInbox();
    await inbox.refresh();
    server.problem = { status: 503, code: 'unavailable' };
    await inbox.refresh();
    expect(ready(inbox).notices).toHaveLength(2);
    expect(ready(inbox).stale).toMatchObject({ status: 503 });
    server.problem = null;
    await inbox.refresh();
    expect(ready(inbox).stale).toBeNull();
  });

  it('calls a server that is not there off line', async () => {
    // jsdom prints every refused connection.
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const carry = carrierOf(() => ({ $authorizedAjax: authorizedAjax }));
    const inbox = new Inbox(createWidgetApi('http://127.0.0.1:9', carry));
    await inbox.refresh();
    expect(inbox.state).toMatchObject({ kind: 'failed', refusal: { code: 'offline' } });
  });

  it('asks once when it is told to refresh twice at the same time', async () => {
    const inbox = anInbox();
    await Promise.all([inbox.refresh(), inbox.refresh()]);
    expect(server.asked('/notices')).toBe(1);
  });

  it('stops telling a listener that has left', async () => {
    const inbox = anInbox();
    const heard: string[] = [];
    const leave = inbox.subscribe(() => heard.push(inbox.state.kind));
    await inbox.refresh();
    leave();
    await inbox.refresh();
    expect(heard).toEqual(['ready']);
  });
});
