// A guard for NestJS: put @UseGuards(EntitledGuard) on what only paying accounts may use.
import {
  HttpException,
  Inject,
  Injectable,
  Module,
  type CanActivate,
  type DynamicModule,
  type ExecutionContext,
} from '@nestjs/common';
import { LicenceDesk, type LicenceDeskOptions } from '@rocket-market/product-kit';

/** Yours: the number of the account in amoCRM, as your own sign-in knows it. */
export type AccountOf = (request: unknown) => number;

const ACCOUNT_OF = Symbol('account of a request');

@Injectable()
export class EntitledGuard implements CanActivate {
  constructor(
    @Inject(LicenceDesk) private readonly desk: LicenceDesk,
    @Inject(ACCOUNT_OF) private readonly accountOf: AccountOf,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { entitled, reason } = await this.desk.check(this.accountOf(context.switchToHttp().getRequest()));
    if (!entitled) throw new HttpException({ reason }, 402);
    return true;
  }
}

@Module({})
export class MarketModule {
  static with(options: LicenceDeskOptions, accountOf: AccountOf): DynamicModule {
    const providers = [
      { provide: LicenceDesk, useFactory: () => LicenceDesk.open(options) },
      { provide: ACCOUNT_OF, useValue: accountOf },
      EntitledGuard,
    ];
    return { module: MarketModule, global: true, providers, exports: providers };
  }
}
