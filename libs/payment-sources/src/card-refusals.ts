/**
 * Reasons of YooKassa after which a kept card is never charged again: the payer has taken the permission back, or there is no
 * such card any more (cancellation_details of a payment; yookassa.ru/developers/payment-acceptance/after-the-payment/declined-payments).
 */
const GONE: ReadonlySet<string> = new Set(['permission_revoked', 'card_expired', 'invalid_card_number']);

export const isCardGone = (reason: string): boolean => GONE.has(reason);
