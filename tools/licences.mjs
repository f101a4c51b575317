// @ts-check
// The licences of what is shipped: npm run licences; with -- --check only what is wrong.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './bootstrap.mjs';
import { licenceTroubles, shippedPackages } from './dependencies.mjs';

const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
if (!process.argv.includes('--check'))
  for (const { name, version, licence } of shippedPackages(lock))
    console.log(`${name} ${version}\t${licence ?? '?'}`);
const troubles = licenceTroubles(lock);
for (const trouble of troubles) console.error(trouble);
process.exitCode = troubles.length > 0 ? 1 : 0;
