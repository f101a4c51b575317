import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { CertificatesCore } from '../certificates/certificates-core.module';
import { NoticesModule } from '../notices/notices.module';
import { StorefrontModule } from '../storefront/storefront.module';
import { UsageModule } from '../usage/usage.module';
import { AppointmentStore } from './appointment.store';
import { AppointmentsController } from './appointments.controller';
import { MoveAppointment } from './move-appointment';
import { OpenPackage } from './open-package';
import { PackageStore } from './package.store';
import { PackagesController } from './packages.controller';
import { PassCertificate } from './pass-certificate';
import { MakeAppointment } from './make-appointment';
import { SettleAppointment } from './settle-appointment';
import { ShowPackages } from './show-packages';

@Module({
  imports: [AccountsModule, CertificatesCore, NoticesModule, StorefrontModule, UsageModule],
  controllers: [AppointmentsController, PackagesController],
  providers: [
    AppointmentStore,
    MoveAppointment,
    OpenPackage,
    PackageStore,
    PassCertificate,
    MakeAppointment,
    SettleAppointment,
    ShowPackages,
  ],
})
export class AppointmentsModule {}
