// @ts-check
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { TestEnvironment } from 'jest-environment-node';

const require = createRequire(import.meta.url);

/**
 * Node, and what a worker loads once, outside of Jest's own module loader, which would load it anew for every file: the bundled
 * API of this run (test/kit/api) with its contracts, when a file first asks, and large packages (outside/*.cjs).
 */
export default class Environment extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    const api = await import(pathToFileURL(String(process.env['TEST_API'])).href);
    this.global['loadBundledApi'] = () => Promise.resolve(api);
    this.global['outside'] = (/** @type {string} */ name) =>
      name === '@rocket/contracts' ? api.contracts : require(name);
  }
}
