import { Browser } from './browser';
import { WITH_PAGES } from './sign-in';
import { World, type WorldOptions } from './world';

/** Opens a world that serves its pages, and a browser in front of it, before the stories of a file; closes both after them. */
export function onScreen(
  options: WorldOptions,
  opened: (stage: { readonly world: World; readonly browser: Browser }) => void,
): void {
  let world: World | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    world = await World.open({ ...options, settings: { ...WITH_PAGES, ...options.settings } });
    browser = await Browser.open();
    opened({ world, browser });
  });
  afterEach(() => browser?.everybodyLeaves());
  afterAll(async () => {
    await browser?.close();
    await world?.end();
  });
}
