import { Injectable, type CanActivate } from '@nestjs/common';
import { notFound } from '../platform/api-error';
import { AppConfig } from '../platform/config';

/** Outside a sandbox its doors do not exist. */
@Injectable()
export class SandboxOnly implements CanActivate {
  constructor(private readonly config: AppConfig) {}

  canActivate(): boolean {
    if (!this.config.sandbox) throw notFound();
    return true;
  }
}
