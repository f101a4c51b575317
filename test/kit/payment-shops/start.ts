import { startRobokassa, type RobokassaDouble } from '../robokassa-shop';
import { startYookassa, type YookassaDouble } from '../yookassa-shop';

export interface PaymentShops {
  readonly robokassa: RobokassaDouble;
  readonly yookassa: YookassaDouble;
  /** What the API is told of them: the value of PAYMENT_SHOPS. */
  readonly settings: string;
  forget(): void;
  close(): Promise<void>;
}

/** Both doubles beside an API, as shops of one seller. The secrets are a sandbox's: they open nothing. */
export async function startPaymentShops(options: {
  readonly apiUrl: string;
  readonly seller: string;
  readonly robokassaPort?: number;
  readonly yookassaPort?: number;
}): Promise<PaymentShops> {
  const { apiUrl, seller } = options;
  const door = `${apiUrl.replace(/\/$/, '')}/api/v1/payments`;
  const merchant = {
    merchantLogin: 'rocket-sandbox',
    password1: 'pass1',
    password2: 'pass2',
    password3: 'pass3',
  };
  const robokassa = await startRobokassa({
    ...merchant,
    port: options.robokassaPort ?? 0,
    resultUrl: `${door}/robokassa/result`,
    successUrl: `${door}/robokassa/return`,
    failUrl: `${door}/robokassa/return`,
  });
  const shop = { shopId: '100500', secretKey: 'test_sandbox' };
  const yookassa = await startYookassa({
    ...shop,
    port: options.yookassaPort ?? 0,
    notificationUrl: `${door}/yookassa/notifications`,
  });
  const { url } = robokassa;
  const settings = JSON.stringify([
    { provider: 'robokassa', seller, ...merchant, payUrl: url, refundUrl: url, fiscalUrl: url },
    {
      provider: 'yookassa',
      seller,
      ...shop,
      apiUrl: `${yookassa.url}/v3`,
      addresses: ['127.0.0.1', '::1'],
    },
  ]);
  return {
    robokassa,
    yookassa,
    settings,
    forget: () => {
      robokassa.forget();
      yookassa.forget();
    },
    close: async () => {
      await robokassa.close();
      await yookassa.close();
    },
  };
}
