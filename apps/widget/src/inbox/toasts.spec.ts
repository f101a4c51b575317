import type { WidgetNoticesDto } from '@rocket/contracts';
import { ApiServer, aNotice, authorizedAjax, idOf } from '../../test/outside';
import { carrierOf, createWidgetApi } from '../amocrm/transport';
import { Inbox } from './inbox';
import { Toasts, type ToastMemory } from './toasts';

const server = new ApiServer();
let origin: string;
beforeAll(async () => (origin = await server.start()));
afterAll(() => server.stop());

const aMemory = (): ToastMemory & { ids: readonly string[] } => ({
  ids: [],
  recall() {
    return this.ids;
  },
  keep(ids) {
    this.ids = ids;
  },
});

function opened(items: WidgetNoticesDto['items'], memory = aMemory()) {
  server.notices = items;
  const inbox = new Inbox(
    createWidgetApi(
      origin,
      carrierOf(() => ({ $authorizedAjax: authorizedAjax })),
    ),
  );
  const toasts = new Toasts(inbox, memory);
  return { inbox, toasts, memory, shown: () => toasts.state.map((notice) => notice.id) };
}

const ids = (...numbers: number[]) => numbers.map(idOf);

describe('toasts', () => {
  it('pop up for what is unseen, three newest at most when the page opens', async () => {
    const page = opened([
      aNotice(5),
      aNotice(4),
      aNotice(3),
      aNotice(2),
      aNotice(1, { seenAt: '2026-11-01T00:00:00Z' }),
    ]);
    await page.inbox.refresh();
    expect(page.shown()).toEqual(ids(3, 4, 5));
    page.toasts.hide(idOf(3));
    expect(page.shown()).toEqual(ids(4, 5));
  });

  it('pop up for what comes later, waiting their turn when three stand already', async () => {
    const page = opened([]);
    await page.inbox.refresh();
    server.notices = [4, 3, 2, 1].map((number) => aNotice(number));
    await page.inbox.refresh();
    expect(page.shown()).toEqual(ids(1, 2, 3));
    page.toasts.hide(idOf(2));
    expect(page.shown()).toEqual(ids(1, 3, 4));
  });

  it('stand in the order of arrival, within one batch and from batch to batch', async () => {
    const page = opened([]);
    await page.inbox.refresh();
    server.notices = [aNotice(2), aNotice(1)];
    await page.inbox.refresh();
    server.notices = [aNotice(3), aNotice(2), aNotice(1)];
    await page.inbox.refresh();
    expect(page.shown()).toEqual(ids(1, 2, 3));
  });

  it('do not pop up twice, not even on the next page of the same tab', async () => {
    const page = opened([aNotice(1)]);
    await page.inbox.refresh();
    page.toasts.hide(idOf(1));
    server.notices = [aNotice(2), aNotice(1)];
    await page.inbox.refresh();
    expect(page.shown()).toEqual(ids(2));
    const next = opened([aNotice(2), aNotice(1)], page.memory);
    await next.inbox.refresh();
    expect(next.shown()).toEqual([]);
  });

  it('leave a notice unseen when their time is over, and seen when the person closes them', async () => {
    const page = opened([aNotice(2), aNotice(1)]);
    await page.inbox.refresh();
    page.toasts.hide(idOf(1));
    page.toasts.close(idOf(2));
    expect(page.inbox.state).toMatchObject({ unseen: 1, notices: [{ seen: true }, { seen: false }] });
  });

  it('go away when their notice was seen in another tab', async () => {
    const page = opened([aNotice(1)]);
    await page.inbox.refresh();
    server.notices = [aNotice(1, { seenAt: '2026-11-21T12:00:00Z' })];
    await page.inbox.refresh();
    expect(page.shown()).toEqual([]);
  });

  it('keep quiet while the panel is open: its list says the same', async () => {
    const page = opened([aNotice(1)]);
    await page.inbox.refresh();
    page.toasts.beQuiet(true);
    server.notices = [aNotice(2), aNotice(1)];
    await page.inbox.refresh();
    expect(page.shown()).toEqual([]);
    page.toasts.beQuiet(false);
    await page.inbox.refresh();
    expect(page.shown()).toEqual([]);
  });
});
