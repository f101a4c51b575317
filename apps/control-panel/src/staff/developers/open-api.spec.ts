import { openApiDocument, routes, type Route } from '@rocket/contracts';
import type { z } from 'zod';
import { enDeveloperDocs } from '../../text/en-developer-docs';
import { enProductCalls } from '../../text/en-product-calls';
import { ruDeveloperDocs } from '../../text/ru-developer-docs';
import { ruProductCalls } from '../../text/ru-product-calls';
import { hookBodies, productCalls, type OpenApi } from './open-api';
import { readLicence } from './read-licence';
import { sampleBody, withAccount } from './sample-body';
import { fieldsOf } from './schema-fields';

const api = openApiDocument('test') as unknown as OpenApi;
const calls = productCalls(api);
const callOf = (id: string) => calls.find((call) => call.id === id)!;
const table: Readonly<Record<string, Route>> = routes;

describe('the calls a key of a product opens', () => {
  it('are those of the contract', () => {
    const said = Object.entries(table).filter(([, { who }]) => who.startsWith('product key'));
    expect(calls.map(({ id }) => id).sort()).toEqual(said.map(([name]) => name).sort());
    expect(calls[0]).toMatchObject({ id: 'entitlement', method: 'GET' });
    expect(callOf('recordUsage')).toMatchObject({
      method: 'POST',
      path: '/api/v1/usage',
      scope: 'usage:write',
      needsKey: true,
    });
    expect(callOf('recordUsage').refusals).toContainEqual({ status: '429', code: 'limit_exceeded' });
    expect(callOf('confirmReservation')).toMatchObject({ inPath: ['id'], needsKey: false });
    expect(callOf('entitlement').query.map(({ name }) => name)).toContain('account');
  });

  it.each(calls.filter(({ body }) => body).map(({ id }) => id))('begin with a body %s takes', (id) => {
    const known = { account: 31, unit: 'message', at: '2027-06-01T09:00:00.000Z', key: 'e-1' };
    const body = sampleBody(api, callOf(id).body!, known);
    const schema = table[id]!.body as z.ZodType;
    expect(schema.safeParse(body)).toMatchObject({ success: true });
    const moved: unknown = JSON.parse(withAccount(JSON.stringify(body), 42));
    expect(schema.safeParse(moved)).toMatchObject({ success: true });
    expect(JSON.stringify(moved)).not.toMatch(/\b31\b/);
  });

  it('keep a body that cannot be read as it was typed', () => {
    expect(withAccount('{"account": 31', 42)).toBe('{"account": 31');
  });
});

describe('the documentation', () => {
  const sections = [
    ...calls.flatMap(({ id, body, answer }) => [body, answer].map((schema) => [id, schema] as const)),
    ...calls.flatMap(({ id, query }) =>
      query.map(({ name, schema }) => [id, { properties: { [name]: schema } }] as const),
    ),
    ['licence', api.components.schemas['LicenceClaims']!] as const,
    ...hookBodies(api).map(({ body }) => ['hook', body] as const),
  ].flatMap(([section, schema]) => (schema ? [{ section, rows: fieldsOf(api, schema) }] : []));

  it.each([
    ['Russian', { ...ruProductCalls, ...ruDeveloperDocs }],
    ['English', { ...enProductCalls, ...enDeveloperDocs }],
  ])(
    'in %s explains every call, field, refusal and event of the contract, and nothing that is gone',
    (_, words) => {
      expect(calls.map(({ id }) => id).sort()).toEqual(Object.keys(words.calls).sort());
      const names = sections.flatMap(({ section, rows }) => rows.map(({ name }) => [section, name] as const));
      expect(names.length).toBeGreaterThan(80);
      expect(
        names.filter(([section, name]) => !words.fields[`${section}.${name}`] && !words.fields[name]),
      ).toEqual([]);
      const used = new Set(names.flatMap(([section, name]) => [`${section}.${name}`, name]));
      expect(Object.keys(words.fields).filter((name) => !used.has(name))).toEqual([]);
      const codes = new Set(calls.flatMap(({ refusals }) => refusals.map(({ code }) => code)));
      expect(Object.keys(words.codes).sort()).toEqual([...codes].sort());
      expect(Object.keys(words.types).sort()).toEqual(
        hookBodies(api)
          .map(({ type }) => type)
          .sort(),
      );
    },
  );

  it('says what a field may hold', () => {
    const rows = fieldsOf(api, callOf('recordUsageBatch').body!);
    const row = (path: string) => rows.find((one) => one.path === path);
    expect(row('events')).toMatchObject({
      kinds: ['array'],
      of: ['object'],
      items: { least: 1, most: 1000 },
    });
    expect(row('events[].unit')).toMatchObject({ required: true, length: { least: 1, most: 60 } });
    expect(row('events[].quantity')).toMatchObject({ kinds: ['number', 'string'] });
    expect(row('events[].change')).toMatchObject({ required: false, oneOf: ['raise', 'lower'] });
    expect(row('events[].at')).toMatchObject({ kinds: ['instant'] });
    // No bound of ours: a machine counts no further.
    expect(row('events[].account')).toMatchObject({ kinds: ['integer'], value: { least: 1, most: null } });
    const answer = fieldsOf(api, callOf('entitlement').answer!);
    expect(answer.find(({ path }) => path === 'paidUntil')).toMatchObject({
      kinds: ['date'],
      nullable: true,
    });
    expect(answer.map(({ path }) => path)).toContain('limits[].resetsAt');
  });
});

describe('a licence', () => {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const licence = `${part({ alg: 'EdDSA', kid: 'k' })}.${part({ product: 'чаты' })}.c2ln`;
  const read = { header: { alg: 'EdDSA', kid: 'k' }, claims: { product: 'чаты' } };

  it('is read out of an answer, or of the first of several', () => {
    expect(readLicence({ licence })).toEqual(read);
    expect(readLicence({ items: [{ licence }] })).toEqual(read);
  });

  it('is nothing where there is none', () => {
    for (const answer of [undefined, {}, { licence: 'a.b' }, { licence: '!.!.!' }, { items: [] }])
      expect(readLicence(answer)).toBeNull();
  });
});
