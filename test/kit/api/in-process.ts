import { DataSource } from 'typeorm';
import * as contracts from '../../../libs/contracts/src';

// What stories start inside their own process. Bundled once for each run of Jest and loaded once by each worker, outside of
// Jest's own module loader: loading the API anew for every file took as long as the stories.
export { createApp, listen } from '../../../apps/api/src/app';
export { readConfig } from '../../../apps/api/src/platform/config';
export { CallerPace } from '../../../apps/api/src/platform/caller-pace';
export { SealAnew } from '../../../apps/api/src/platform/seal-anew';
export { SECRETS_KEPT } from '../../../apps/api/src/platform/secrets-kept';
export { forAccount, forEverybody } from '../../../apps/api/src/platform/walls/whose-rows';
export { RenewPlain } from '../../../apps/api/src/renewals/renew-plain';
export { RunDueRenewals } from '../../../apps/api/src/renewals/run-due-renewals';
export { RemindCustomers } from '../../../apps/api/src/subscriptions/remind-customers';
export { DataSource, contracts };
