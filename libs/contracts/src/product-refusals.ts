/** What every door for products refuses: no such key, one not made for this, a slip in a field, haste, our database away. */
export const OF_ANY_KEY = {
  unauthenticated: 401,
  forbidden: 403,
  validation_failed: 422,
  rate_limited: 429,
  database_unavailable: 503,
} as const;

/** What a door that needs an Idempotency-Key refuses besides. */
export const OF_REQUEST_KEYS = {
  idempotency_key_required: 400,
  idempotency_key_reused: 422,
  idempotency_in_progress: 409,
} as const;

/** Why nothing was charged, whoever asked for what costs something. */
export const OF_SPENDING = { insufficient_balance: 402, account_not_active: 409 } as const;

/** Why use of an account is not counted, whatever says it was used. */
export const OF_COUNTING = {
  account_unknown: 404,
  product_not_connected: 409,
  account_not_active: 409,
  subscription_suspended: 409,
  subscription_ended: 409,
  unit_not_metered: 422,
  usage_in_the_future: 422,
  usage_too_old: 422,
  limit_exceeded: 429,
} as const;
