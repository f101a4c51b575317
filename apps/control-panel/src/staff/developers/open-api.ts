/** What is read of a JSON Schema as zod prints it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly format?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
  readonly 'x-codes'?: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly operationId: string;
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}

/** The parts of `/api/openapi.json` that are for products. */
export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

export interface Refusal {
  readonly status: string;
  readonly code: string;
}

/** A call that a key of a product opens. */
export interface ProductCall {
  readonly id: string;
  readonly method: string;
  /** From the root of the origin, parameters as `{name}`. */
  readonly path: string;
  readonly scope: string;
  readonly inPath: readonly string[];
  readonly query: readonly Parameter[];
  readonly body: Schema | null;
  readonly answer: Schema | null;
  /** Refused without an Idempotency-Key. */
  readonly needsKey: boolean;
  readonly refusals: readonly Refusal[];
}

const JSON_TYPE = 'application/json';
const schemaOf = (content: Content | undefined): Schema | null =>
  content?.content?.[JSON_TYPE]?.schema ?? null;

/** What a key of a product opens: what only asks comes first, else in the order of the contract. */
export function productCalls({ paths }: OpenApi): ProductCall[] {
  const calls = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      const scope = operation.security?.find((one) => 'productKey' in one)?.['productKey']?.[0];
      return scope ? [callOf(path, method, scope, operation)] : [];
    }),
  );
  return [...calls.filter(onlyAsks), ...calls.filter((call) => !onlyAsks(call))];
}

/** Whether a call leaves everything as it is, whatever its method. */
export const onlyAsks = ({ scope }: ProductCall): boolean => scope === 'entitlements:read';

function callOf(path: string, method: string, scope: string, operation: Operation): ProductCall {
  const { operationId, parameters, requestBody, responses } = operation;
  const done = Object.entries(responses).find(([status]) => status.startsWith('2'));
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    scope,
    inPath: parameters.filter((one) => one.in === 'path').map(({ name }) => name),
    query: parameters.filter((one) => one.in === 'query'),
    body: schemaOf(requestBody),
    answer: schemaOf(done?.[1]),
    needsKey: parameters.some((one) => one.in === 'header' && one.required === true),
    refusals: Object.entries(responses).flatMap(([status, response]) =>
      (response['x-codes'] ?? []).map((code) => ({ status, code })),
    ),
  };
}

export interface HookBody {
  readonly type: string;
  readonly body: Schema;
}

/** What is sent to products, by the type of an event. */
export const hookBodies = ({ webhooks }: OpenApi): HookBody[] =>
  Object.entries(webhooks).flatMap(([type, { post }]) => {
    const body = schemaOf(post.requestBody);
    return body ? [{ type, body }] : [];
  });

/** A schema itself, whoever it is said in. */
export function resolved({ components }: OpenApi, schema: Schema): Schema {
  if (!schema.$ref) return schema;
  const { $ref, ...beside } = schema;
  return { ...components.schemas[$ref.split('/').at(-1) ?? ''], ...beside };
}
