import { Module } from '@nestjs/common';
import { SeriesStore } from '../documents/series.store';
import { CertificateStore } from './certificate.store';
import { IssueCertificate } from './issue-certificate';

/** What buying a package, drawing up its paper and giving it back need of certificates. */
@Module({
  providers: [CertificateStore, IssueCertificate, SeriesStore],
  exports: [CertificateStore, IssueCertificate],
})
export class CertificatesCore {}
