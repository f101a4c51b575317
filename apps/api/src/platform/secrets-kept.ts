/**
 * Every column that holds a secret, and how it is kept there; a story of keys that are changed fails on a column of the schema
 * that could hold one and is named neither here nor there.
 *
 * `sealed`: with a key of `SECRETS_KEY`, and anew with a newer one. `hashed`: what was given out cannot be read out of it.
 * `useless alone`: works only together with what is not in the database.
 */
export const SECRETS_KEPT = {
  'amocrm_permission.tokens': 'sealed',
  'idempotency_key.body': 'sealed',
  'install_hook.secret': 'sealed',
  'personal_data_seal.sealed': 'sealed',
  'signing_key.private_key': 'sealed',
  'staff_factor.secret': 'sealed',
  'webhook_secret.secret': 'sealed',

  'api_token.hash': 'hashed',
  'one_time_link.hash': 'hashed',
  'panel_session.hash': 'hashed',
  'product_key.hash': 'hashed',
  'project_token.hash': 'hashed',
  'sign_in_failure.who': 'hashed',
  'staff_member.password_hash': 'hashed',
  'staff_password_link.hash': 'hashed',
  'staff_recovery_code.hash': 'hashed',

  // Of use to the browser whose cookie it was bound to.
  'oauth_state.state': 'useless alone',
  'oauth_state.browser': 'hashed',
  // A provider charges it only for whoever has the shop's own key, which is a setting.
  'kept_card.method_id': 'useless alone',
} as const satisfies Readonly<Record<string, 'sealed' | 'hashed' | 'useless alone'>>;

/** `table.column` */
export type SealedPlace = {
  [Place in keyof typeof SECRETS_KEPT]: (typeof SECRETS_KEPT)[Place] extends 'sealed' ? Place : never;
}[keyof typeof SECRETS_KEPT];
