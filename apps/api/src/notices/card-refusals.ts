/** Why a bank did not let a kept card pay, by the word of YooKassa (cancellation_details.reason). */
const WHY: Readonly<Record<string, readonly [ru: string, en: string]>> = {
  insufficient_funds: ['На карте не хватило денег.', 'There was not enough money on the card.'],
  '3d_secure_failed': [
    'Банк попросил подтверждение, а без вас его не дать.',
    'The bank asked for a confirmation only you can give.',
  ],
  permission_revoked: [
    'Разрешение на регулярные списания отозвано.',
    'The permission for regular payments was taken back.',
  ],
  card_expired: ['Срок действия карты истёк.', 'The card has expired.'],
  payment_method_limit_exceeded: ['Превышен лимит карты.', 'The limit of the card was exceeded.'],
  payment_method_restricted: ['Операции по карте запрещены.', 'Payments by this card are not allowed.'],
  issuer_unavailable: ['Банк не ответил.', 'The bank did not answer.'],
  fraud_suspected: ['Банк счёл операцию подозрительной.', 'The bank found the payment suspicious.'],
};

const ANY = ['Банк отказал в оплате.', 'The bank refused the payment.'] as const;

export const cardRefusal = (reason: unknown): string => (WHY[String(reason)] ?? ANY)[0];
export const cardRefusalInEnglish = (reason: unknown): string => (WHY[String(reason)] ?? ANY)[1];
