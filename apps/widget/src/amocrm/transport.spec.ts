import { routes, widgetNotices, widgetState } from '@rocket/contracts';
import { ApiServer, aNotice, aProduct, aState, authorizedAjax, idOf } from '../../test/outside';
import { apiOriginOf, connectUrlOf, pageLanguage, type AjaxOptions } from './amocrm-page';
import { carrierOf, createWidgetApi } from './transport';

const server = new ApiServer();
let origin: string;
beforeAll(async () => (origin = await server.start()));
afterAll(() => server.stop());
beforeEach(() => {
  server.problem = null;
  server.calls.length = 0;
});
const anApi = () =>
  createWidgetApi(
    origin,
    carrierOf(() => ({ $authorizedAjax: authorizedAjax })),
  );

// jsdom prints what CORS forbids.
beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => {}));

describe('the calls of the widget', () => {
  it('go through the doors that the contract names', async () => {
    server.notices = [aNotice(1)];
    const api = anApi();
    await Promise.all([api.state(), api.notices(), api.note(idOf(1), 'seen'), api.panelLink()]);
    const door = (name: 'widgetState' | 'widgetNotices' | 'noticeSeen' | 'panelLink') =>
      `${routes[name].method} ${routes[name].path.replace('/widget', '').replace(':id', idOf(1))} ${routes[name].status}`;
    expect(server.calls.map((call) => `${call.method} ${call.path} ${call.status}`).sort()).toEqual(
      [door('widgetState'), door('widgetNotices'), door('noticeSeen'), door('panelLink')].sort(),
    );
  });

  it('ask for the words of the server in the language of the page', async () => {
    document.documentElement.lang = 'en';
    const api = anApi();
    await Promise.all([api.state(), api.notices()]);
    document.documentElement.lang = '';
    expect([...server.queries]).toEqual(expect.arrayContaining(['/state?lang=en', '/notices?lang=en']));
  });

  it('are answered in these specs as the contract says', () => {
    const notices = { items: [aNotice(1), aNotice(2, { seenAt: '2026-11-21T11:06:00Z' })], unseen: 1 };
    expect(widgetNotices.parse(notices)).toEqual(notices);
    const state = aState({ products: [aProduct(1)] });
    const { data, error } = widgetState.safeParse(state);
    expect(error).toBeUndefined();
    expect(data).toEqual(state);
  });

  it('turn a problem into a refusal with its code, its sentence and the way to connect', async () => {
    server.problem = {
      status: 409,
      code: 'not_connected',
      detail: 'Не подключён',
      connectUrl: 'https://www.amocrm.ru/oauth',
    };
    await expect(anApi().state()).rejects.toMatchObject({
      code: 'not_connected',
      status: 409,
      detail: 'Не подключён',
      facts: { connectUrl: 'https://www.amocrm.ru/oauth' },
    });
  });

  it('call an answer that is no JSON unexpected, such as the page of a proxy', async () => {
    const html = () => Promise.resolve({ status: 502, body: '<html>Bad gateway</html>', etag: null });
    await expect(createWidgetApi(origin, html).state()).rejects.toMatchObject({
      code: 'unexpected_answer',
      status: 502,
    });
    const odd = () => Promise.resolve({ status: 200, body: '<html>', etag: '"1"' });
    await expect(createWidgetApi(origin, odd).notices()).rejects.toMatchObject({
      code: 'unexpected_answer',
    });
  });

  it('do without If-None-Match where the browser may not send it across origins', async () => {
    server.notices = [aNotice(1)];
    server.allowedHeaders = 'x-auth-token';
    const api = anApi();
    await api.notices();
    await expect(api.notices()).rejects.toMatchObject({ code: 'offline' });
    expect(await api.notices()).toMatchObject({ unseen: 1 });
    expect(await api.notices()).toMatchObject({ unseen: 1 });
    server.allowedHeaders = 'x-auth-token, if-none-match';
  });

  it('ask amoCRM for text, by our method and never through its global handlers', async () => {
    const seen: AjaxOptions[] = [];
    const ajax = (options: AjaxOptions) => {
      seen.push(options);
      return Promise.resolve(JSON.stringify({ url: 'https://panel.example' }));
    };
    await createWidgetApi(
      origin,
      carrierOf(() => ({ $authorizedAjax: ajax })),
    ).panelLink();
    expect(seen).toMatchObject([{ method: 'POST', type: 'POST', dataType: 'text', global: false }]);
  });
});

describe('what is read of amoCRM', () => {
  const widget = (settings: object) => ({ get_settings: () => settings });

  it('calls the API fixed at build time, else the setting, else where script.js came from', () => {
    const all = widget({ path: 'https://cdn.example/w/1', api_origin: 'https://set.example/x' });
    expect(apiOriginOf(all, 'https://built.example')).toBe('https://built.example');
    expect(apiOriginOf(all, '')).toBe('https://set.example');
    expect(apiOriginOf(widget({ path: 'https://cdn.example/w/1' }), '')).toBe('https://cdn.example');
    expect(apiOriginOf(widget({ path: '/upl/rocket' }), '')).toBe(window.location.origin);
    expect(apiOriginOf({}, '')).toBe(window.location.origin);
  });

  it('knows the consent page of both platforms, and none without an integration', () => {
    const on = (domain: string) => ({ ...widget({ oauth_client_uuid: 'a b' }), system: () => ({ domain }) });
    expect(connectUrlOf(on('x.amocrm.ru'))).toBe(
      'https://www.amocrm.ru/oauth?client_id=a%20b&mode=post_message',
    );
    expect(connectUrlOf(on('x.kommo.com'))).toBe(
      'https://www.kommo.com/oauth?client_id=a%20b&mode=post_message',
    );
    expect(connectUrlOf({})).toBeNull();
  });

  it.each([
    ['ru', 'ru'],
    ['en', 'en'],
    ['es', 'en'],
    [undefined, 'ru'],
  ])('speaks, when amoCRM says %s, %s', (said, spoken) => {
    (window as { APP?: unknown }).APP = { lang_id: said };
    expect(pageLanguage()).toBe(spoken);
    delete (window as { APP?: unknown }).APP;
  });
});
