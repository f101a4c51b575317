import { Module, type OnModuleInit } from '@nestjs/common';
import { createAmoGateway } from '@rocket/amocrm';
import { AccountsModule } from '../accounts/accounts.module';
import { NoticesModule } from '../notices/notices.module';
import { AppConfig } from '../platform/config';
import { SealAnew } from '../platform/seal-anew';
import { Wakings } from '../platform/wakings/wakings';
import { SellersModule } from '../sellers/sellers.module';
import { BeginAuthorisation } from './begin-authorisation';
import { BeginSignIn } from './begin-sign-in';
import { HoldRotations } from './hold-rotations';
import { SignInByAmocrm } from './sign-in-by-amocrm';
import { CarryOutInstalls } from './carry-out-installs';
import { AMO_GATEWAY } from './amo-gateway';
import { AskAmocrm } from './ask-amocrm';
import { ConnectByToken } from './connect-by-token';
import { ConfirmRemovals } from './confirm-removals';
import { DatabasePace } from './database-pace';
import { EndConnection } from './end-connection';
import { HearRevocation } from './hear-revocation';
import { InstallAccount } from './install-account';
import { InstallHookStore, hookPurpose } from './install-hook.store';
import { InstallationStore } from './installation.store';
import { InstallsController } from './installs.controller';
import { OpenAccount } from './open-account';
import { PermissionStore, tokensPurpose } from './permission.store';
import { RotateTokens } from './rotate-tokens';

const MINUTE_MS = 60_000;

@Module({
  imports: [AccountsModule, NoticesModule, SellersModule],
  controllers: [InstallsController],
  providers: [
    AskAmocrm,
    BeginAuthorisation,
    BeginSignIn,
    HoldRotations,
    SignInByAmocrm,
    CarryOutInstalls,
    ConfirmRemovals,
    ConnectByToken,
    DatabasePace,
    EndConnection,
    HearRevocation,
    InstallAccount,
    InstallHookStore,
    InstallationStore,
    OpenAccount,
    PermissionStore,
    RotateTokens,
    {
      provide: AMO_GATEWAY,
      inject: [AppConfig, DatabasePace],
      useFactory: ({ amo }: AppConfig, pace: DatabasePace) =>
        createAmoGateway({ ...amo, pace, ...(amo.emulatorUrl ? { baseUrl: amo.emulatorUrl } : {}) }),
    },
  ],
  exports: [AMO_GATEWAY, AskAmocrm, ConnectByToken, InstallationStore, OpenAccount, PermissionStore],
})
export class InstallsModule implements OnModuleInit {
  constructor(
    private readonly wakings: Wakings,
    private readonly sealAnew: SealAnew,
    private readonly carryOut: CarryOutInstalls,
    private readonly confirmRemovals: ConfirmRemovals,
  ) {}

  onModuleInit(): void {
    this.wakings.register('installs', () => this.carryOut.run(), MINUTE_MS);
    this.wakings.register('installs', () => this.confirmRemovals.run(), MINUTE_MS);
    this.sealAnew.register({
      kept: 'amocrm_permission.tokens',
      id: ['account_id', 'amocrm_user_id'],
      keyId: 'key_id',
      purpose: ([accountId]) => tokensPurpose(accountId!),
    });
    this.sealAnew.register({
      kept: 'install_hook.secret',
      id: ['id'],
      keyId: 'key_id',
      purpose: ([id]) => hookPurpose(id!),
    });
  }
}
