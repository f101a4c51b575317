import { ApiError } from '../platform/api-error';
import type { AppConfig } from '../platform/config';
import { whyNotTold } from './judge-url';

/** @throws ApiError `validation_failed` with the field `url` */
export function assertMayBeTold(url: string, { sandbox, webhooks }: AppConfig): void {
  const message = whyNotTold(url, { sandbox, toLoopback: webhooks.toLoopback });
  if (message === null) return;
  throw new ApiError('validation_failed', 'На этот адрес отправлять нельзя', {}, [{ path: 'url', message }]);
}
