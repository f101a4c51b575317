import { openApiDocument } from './openapi';

interface Operation {
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly responses: Readonly<
    Record<string, { readonly 'x-codes'?: readonly string[]; readonly content?: object }>
  >;
}
const { paths, components } = openApiDocument('0.0.0') as {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  components: { securitySchemes: object };
};
const operation = (method: string, path: string): Operation =>
  paths[`/api/v1${path}`]![method.toLowerCase()]!;

describe('the generated document is the complete truth (http-api.md, first lines)', () => {
  it.each([
    ['POST', '/accounts/{id}/subscriptions', 402, 'insufficient_balance'],
    ['POST', '/accounts/{id}/subscriptions', 409, 'trial_used'],
    ['POST', '/accounts/{id}/subscriptions', 409, 'already_connected'],
    ['PATCH', '/subscriptions/{id}', 402, 'insufficient_balance'],
    ['POST', '/entries/{id}/reversal', 409, 'already_reversed'],
    ['POST', '/entries/{id}/reversal', 409, 'money_gone'],
    ['POST', '/accounts/{id}/invoices', 409, 'profile_required'],
    ['POST', '/accounts/{id}/invoices', 422, 'below_minimum_payment'],
    ['POST', '/products/{code}/price-changes', 422, 'notice_too_short'],
    ['POST', '/renewal-runs', 422, 'future_business_date'],
    ['POST', '/renewal-runs', 409, 'run_in_progress'],
    ['POST', '/bonus-grants/{id}/revocation', 409, 'nothing_left'],
    ['POST', '/approvals/{id}/decision', 403, 'own_request'],
    ['POST', '/usage', 429, 'limit_exceeded'],
    ['POST', '/accounts/{id}/invoices', 400, 'idempotency_key_required'],
    ['POST', '/accounts/{id}/invoices', 422, 'idempotency_key_reused'],
    ['POST', '/accounts/{id}/invoices', 409, 'idempotency_in_progress'],
    ['PUT', '/sandbox/clock', 422, 'clock_backwards'],
  ])('%s %s says of %i %s', (method, path, status, code) => {
    expect(operation(method, path).responses[status]?.['x-codes']).toContain(code);
  });

  it.each([
    ['POST', '/accounts/{id}/bonus-grants'],
    ['POST', '/bonus-grants/{id}/revocation'],
    ['GET', '/reports/{name}'],
  ])('%s %s says what 202 answers', (method, path) => {
    expect(operation(method, path).responses[202]?.content).toHaveProperty(['application/json']);
  });

  it('says by what a caller is known at every door', () => {
    const known = new Set(Object.keys(components.securitySchemes));
    const all = Object.values(paths).flatMap((methods) => Object.values(methods));
    const asked = all.flatMap(({ security }) => security.flatMap((one) => Object.keys(one)));
    expect(new Set(asked)).toEqual(known);
    expect(operation('GET', '/products').security).toEqual([]);
    expect(operation('GET', '/me').security).toEqual([{ session: [] }, { widget: [] }, { token: [] }]);
    expect(operation('GET', '/entitlements').security).toEqual([{ productKey: ['entitlements:read'] }]);
  });
});
