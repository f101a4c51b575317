import { Module, type OnModuleInit } from '@nestjs/common';
import { createAmoGateway } from '@rocket/amocrm';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { AppConfig } from '../platform/config';
import { Wakings } from '../platform/wakings/wakings';
import { SellersModule } from '../sellers/sellers.module';
import { BeginAuthorisation } from './begin-authorisation';
import { CarryOutInstalls } from './carry-out-installs';
import { AMO_GATEWAY, InstallAccount } from './install-account';
import { InstallationStore } from './installation.store';
import { InstallsController } from './installs.controller';
import { OpenAccount } from './open-account';
import { UninstallAccount } from './uninstall-account';

const MINUTE_MS = 60_000;

@Module({
  imports: [AccountsModule, NoticesModule, SellersModule],
  controllers: [InstallsController],
  providers: [
    BeginAuthorisation,
    CarryOutInstalls,
    InstallAccount,
    InstallationStore,
    OpenAccount,
    UninstallAccount,
    {
      provide: AMO_GATEWAY,
      inject: [AppConfig],
      useFactory: ({ amo }: AppConfig) =>
        createAmoGateway({ ...amo, ...(amo.emulatorUrl ? { baseUrl: amo.emulatorUrl } : {}) }),
    },
  ],
  exports: [OpenAccount],
})
export class InstallsModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly carryOut: CarryOutInstalls,
  ) {}

  onModuleInit(): void {
    this.wakings.register('installs', () => this.carryOut.run(), MINUTE_MS);
  }
}
