import { Injectable } from '@nestjs/common';
import type { SecondFactorOfferDto } from '@rocket/contracts';
import { toDataURL } from 'qrcode';
import { DataSource } from 'typeorm';
import { WallClock } from '../../clock';
import { ProveAgain, type ShownAgain } from './prove-again';
import { SecondFactorStore } from './second-factor.store';
import { newTotpSecret, totpAddress } from './totp';

/**
 * Offers a secret for an authenticator app to somebody who shows the password once more, and a code when a factor is in use:
 * an open window is not enough to change how its owner signs in. Nothing changes before the secret is confirmed.
 */
@Injectable()
export class BeginSecondFactor {
  constructor(
    private readonly db: DataSource,
    private readonly clock: WallClock,
    private readonly proveAgain: ProveAgain,
    private readonly factors: SecondFactorStore,
  ) {}

  async run(staffId: string, shown: ShownAgain, address: string): Promise<SecondFactorOfferDto> {
    const { email } = await this.proveAgain.run(staffId, shown, address);
    const secret = newTotpSecret();
    await this.factors.offer(this.db, staffId, secret, await this.clock.now());
    const link = totpAddress(secret, email);
    return { secret, address: link, qr: await toDataURL(link, { margin: 2, scale: 5 }) };
  }
}
