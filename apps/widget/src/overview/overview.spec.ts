import { ApiServer, authorizedAjax } from '../../test/outside';
import { carrierOf, createWidgetApi } from '../amocrm/transport';
import { Overview } from './overview';

const server = new ApiServer();
let origin: string;
beforeAll(async () => (origin = await server.start()));
afterAll(() => server.stop());
beforeEach(() => (server.problem = null));

const anOverview = () =>
  new Overview(
    createWidgetApi(
      origin,
      carrierOf(() => ({ $authorizedAjax: authorizedAjax })),
    ),
  );

describe('the overview', () => {
  it('forgets the balance of an account that is no longer connected', async () => {
    const overview = anOverview();
    await overview.refresh();
    expect(overview.state.kind).toBe('ready');
    server.problem = { status: 409, code: 'not_connected' };
    expect(await overview.refresh()).toBe(false);
    expect(overview.state).toMatchObject({ kind: 'refused', refusal: { code: 'not_connected' } });
  });

  it.each([429, 503])('keeps it, marked as old, through a trouble that passes (%i)', async (status) => {
    const overview = anOverview();
    await overview.refresh();
    server.problem = { status, code: 'trouble' };
    await overview.refresh();
    expect(overview.state).toMatchObject({ kind: 'ready', stale: { status } });
  });
});
