// @ts-check
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../tools/bootstrap.mjs';

/**
 * The API and its libraries as one module, from the sources as they are now; packages stay outside.
 * @returns {Promise<{ file: string, remove: () => void }>}
 */
export async function bundleApi() {
  const { build } = await import('vite');
  // Inside the repository, where its packages are found.
  const parent = join(ROOT, 'dist', 'test');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'api-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    await build({
      configFile: join(ROOT, 'apps/api/vite.config.ts'),
      root: join(ROOT, 'apps/api'),
      logLevel: 'warn',
      build: {
        outDir: folder,
        rolldownOptions: { input: { api: join(ROOT, 'test/kit/api/in-process.ts') } },
      },
    });
  } catch (error) {
    remove();
    throw error;
  }
  return { file: join(folder, 'api.js'), remove };
}
