import { z } from 'zod';
import { licenceClaims } from './for-products';
import { problem } from './primitives';
import { OF_REQUEST_KEYS } from './product-refusals';
import type { Route } from './route';
import { routes } from './routes';
import { webhookBodies } from './webhooks';

type Json = Record<string, unknown>;

/** Prints the OpenAPI 3.1 document of the whole API from the routes table. */
export function openApiDocument(version: string): Json {
  const components: Json = {};
  const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
    const { $schema: _, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
    for (const [name, definition] of Object.entries(($defs as Json | undefined) ?? {}))
      components[name] = relink(definition);
    return relink(rest) as Json;
  };
  const paths: Record<string, Json> = {};
  for (const [name, item] of Object.entries(routes) as [string, Route][]) {
    const path = `/api/v1${item.path.replace(/:(\w+)/g, '{$1}')}`;
    (paths[path] ??= {})[item.method.toLowerCase()] = operation(name, item, schemaOf);
  }
  const problemSchema = schemaOf(problem, 'output');
  // Inside a token no route shows it: it is only among the shared schemas.
  schemaOf(licenceClaims, 'output');
  const webhooks = webhooksOf(schemaOf);
  return {
    openapi: '3.1.0',
    info: {
      title: 'rocket-market',
      version,
      description: 'Marketplace of amoCRM products paid for from a prepaid balance.',
    },
    paths,
    webhooks,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'rm_session',
          description: 'The session of the panel; over HTTPS the cookie is called __Host-rm_session',
        },
        widget: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Auth-Token',
          description: 'The one-time token amoCRM gives a widget',
        },
        token: { type: 'http', scheme: 'bearer', description: 'A token of staff for automation' },
        productKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key of a product, `rmp_…`; what it was made for stands with each operation',
        },
      },
      schemas: {
        ...components,
        Problem: components['Problem'] ?? problemSchema,
      },
    },
  };
}

const SIGNED = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

/** What is sent to products: an answer of 2xx takes it. */
function webhooksOf(schemaOf: (schema: z.ZodType, io: 'input' | 'output') => Json): Json {
  const header = (name: string): Json => ({
    name,
    in: 'header',
    required: true,
    schema: { type: 'string' },
  });
  return Object.fromEntries(
    Object.entries(webhookBodies).map(([type, { summary, body }]) => [
      type,
      {
        post: {
          operationId: type,
          summary,
          description:
            'Signed by the Standard Webhooks scheme. The same event may come more than once, under the same webhook-id; events of one account come in order.',
          tags: ['Web hooks'],
          parameters: SIGNED.map(header),
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(body, 'output') } },
          },
          responses: {
            '2XX': { description: 'Taken' },
            '410': { description: 'Never send anything here again' },
          },
        },
      },
    ]),
  );
}

function operation(
  name: string,
  item: Route,
  schemaOf: (schema: z.ZodType, io: 'input' | 'output') => Json,
): Json {
  const parameters: Json[] = [...item.path.matchAll(/:(\w+)/g)].map(([, parameter]) => ({
    name: parameter,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  if (item.query) {
    const { properties, required } = schemaOf(item.query, 'input') as {
      properties?: Json;
      required?: string[];
    };
    for (const [parameter, schema] of Object.entries(properties ?? {}))
      parameters.push({
        name: parameter,
        in: 'query',
        required: required?.includes(parameter) ?? false,
        schema,
      });
  }
  if (item.method === 'POST')
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: item.idempotent ?? false,
      schema: { type: 'string', maxLength: 255 },
    });
  const problemBody = {
    description: 'A refusal',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
  return {
    operationId: name,
    summary: item.summary,
    description: `Who: ${item.who}.`,
    tags: [item.tag],
    security: securityOf(item),
    parameters,
    ...(item.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(item.body, 'input') } },
          },
        }
      : {}),
    ...(item.bodyType
      ? { requestBody: { required: true, content: { [item.bodyType]: { schema: { type: 'string' } } } } }
      : {}),
    responses: {
      [item.status]: {
        description: 'Done',
        ...(item.answer
          ? { content: { 'application/json': { schema: schemaOf(item.answer, 'output') } } }
          : {}),
        ...(item.answerType ? { content: { [item.answerType]: {} } } : {}),
      },
      ...(item.accepted
        ? {
            202: {
              description: 'Not done yet',
              content: { 'application/json': { schema: schemaOf(item.accepted, 'output') } },
            },
          }
        : {}),
      ...refusalsOf(item, problemBody),
      default: problemBody,
    },
  };
}

/** Whom nobody asks who they are: everybody, and providers and amoCRM, who sign what they send. */
const UNASKED = ['public', 'Robokassa', 'YooKassa', 'amoCRM'];

/** By what a caller of a door is known: any one of these. */
function securityOf({ scope, who }: Route): Json[] {
  if (scope) return [{ productKey: [scope] }];
  if (UNASKED.some((word) => who.startsWith(word))) return [];
  return [{ session: [] }, { widget: [] }, { token: [] }];
}

/** By status, with the codes it may come with. */
function refusalsOf({ idempotent = false, refusals: own = {} }: Route, problemBody: Json): Json {
  const refusals: Readonly<Record<string, number>> = { ...(idempotent ? OF_REQUEST_KEYS : {}), ...own };
  const codesOf = (status: number): string[] =>
    Object.keys(refusals).filter((code) => refusals[code] === status);
  return Object.fromEntries(
    [...new Set(Object.values(refusals))].map((status) => [
      status,
      { ...problemBody, 'x-codes': codesOf(status) },
    ]),
  );
}

/** zod links to `#/$defs/X`; OpenAPI keeps shared schemas under components. */
function relink(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relink);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === '$ref' && typeof inner === 'string'
        ? inner.replace('#/$defs/', '#/components/schemas/')
        : relink(inner),
    ]),
  );
}
