import { Module, type DynamicModule } from '@nestjs/common';
import { FEATURES } from './features';
import type { AppConfig } from './platform/config';
import { PlatformModule } from './platform/platform.module';

@Module({})
export class AppModule {
  /** `processing`: whether this process handles wake-ups that come through Redis. */
  static of(config: AppConfig, processing: boolean): DynamicModule {
    return { module: AppModule, imports: [PlatformModule.of(config, processing), ...FEATURES] };
  }
}
