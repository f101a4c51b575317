// @ts-check
import { pathToFileURL } from 'node:url';
import { TestEnvironment } from 'jest-environment-node';

/** Node, and the bundled API of this run (test/kit/api), which is loaded when a file first asks and kept by the worker. */
export default class Environment extends TestEnvironment {
  /** @override */
  async setup() {
    await super.setup();
    this.global['loadBundledApi'] = () => import(pathToFileURL(String(process.env['TEST_API'])).href);
  }
}
