import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { Clock } from '@rocket/kernel';
import { AccessAudit } from './access-audit';
import { RecordActs } from './acts/record-acts';
import { AccessGuard } from './access.guard';
import { ActivityStore } from './activity/activity.store';
import { NoteActivity } from './activity/note-activity';
import { AnswerInterceptor } from './answer.interceptor';
import { AroundDoors } from './around-doors.interceptor';
import { AccountPace } from './account-pace';
import { CallerPace } from './caller-pace';
import { ApiClock, SandboxClock, WallClock } from './clock';
import { AppConfig } from './config';
import { DatabaseModule } from './database';
import { HealthController } from './health.controller';
import { Housekeeping } from './housekeeping';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { IdempotencyStore } from './idempotency/idempotency.store';
import { RequestMadeStore } from './idempotency/request-made.store';
import { IdentityModule } from './identity/identity.module';
import { Metrics } from './metrics';
import { OpenApiController } from './openapi.controller';
import { ProblemFilter } from './problem.filter';
import { Readiness } from './readiness';
import { SealAnew } from './seal-anew';
import { SecretBox } from './secret-box';
import { WakingsModule } from './wakings/wakings.module';

/** What every feature stands on: settings, database, time, sign-in, refusals, wake-ups. Global. */
@Module({})
export class PlatformModule {
  static of(config: AppConfig, processing: boolean): DynamicModule {
    const shared = [
      { provide: AppConfig, useValue: config },
      { provide: Clock, useExisting: ApiClock },
      { provide: SecretBox, useValue: new SecretBox(...config.secretsKeys) },
      { provide: Metrics, useValue: new Metrics(!config.test) },
      AccountPace,
      { provide: CallerPace, useValue: new CallerPace(config) },
      ApiClock,
      SandboxClock,
      WallClock,
      Readiness,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [DatabaseModule, DiscoveryModule, IdentityModule, WakingsModule.of(config, processing)],
      controllers: [HealthController, OpenApiController],
      providers: [
        ...shared,
        AccessAudit,
        ActivityStore,
        NoteActivity,
        Housekeeping,
        IdempotencyStore,
        RequestMadeStore,
        SealAnew,
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: AroundDoors },
        IdempotencyInterceptor,
        AnswerInterceptor,
        RecordActs,
      ],
      exports: [
        AccountPace,
        CallerPace,
        AppConfig,
        Clock,
        SandboxClock,
        WallClock,
        SecretBox,
        SealAnew,
        Metrics,
        Readiness,
        IdempotencyStore,
        ActivityStore,
        NoteActivity,
      ],
    };
  }
}
