import { useMemo } from 'preact/hooks';
import { Table } from '@rocket/ui';
import { useProducts } from '../../account/reads';
import { Ready } from '../../shell/loading';
import { Panel } from '../../shell/page';
import { developerDocsWords } from '../../text/developer-docs-words';
import { productCallWords } from '../../text/product-call-words';
import { FieldTable } from './field-table';
import {
  hookBodies,
  productCalls,
  type HookBody,
  type OpenApi,
  type ProductCall,
  type Refusal,
} from './open-api';
import { ProgramText } from './program-text';
import { quickStart } from './quick-start';
import { useOpenApi } from './reads';
import { fieldsOf } from './schema-fields';
import { unitOf } from './unit-of';

/** What is for products of the contract, written out for the people who build them. */
export function Docs({ code }: { code: string }) {
  const api = useOpenApi();
  const products = useProducts();
  return (
    <Ready of={api} lines={12}>
      {(document) => (
        <Ready of={products} lines={12}>
          {(items) => (
            <Written api={document} code={code} unit={unitOf(items.find((one) => one.code === code))} />
          )}
        </Ready>
      )}
    </Ready>
  );
}

function Written({ api, code, unit }: { api: OpenApi; code: string; unit: string }) {
  const w = developerDocsWords();
  const c = productCallWords();
  const calls = useMemo(() => productCalls(api), [api]);
  const common = commonTo(calls);
  const claims = api.components.schemas['LicenceClaims'];
  return (
    <>
      <nav class="doc-contents" aria-label={w.contents}>
        <ul>
          {[
            ['start', w.start] as const,
            ['common', w.common] as const,
            ...calls.map(({ id }) => [id, c.calls[id]?.title ?? id] as const),
            ['licence', w.licence] as const,
            ['hooks', w.hooks] as const,
          ].map(([id, title]) => (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
            </li>
          ))}
        </ul>
      </nav>
      <Section id="start" title={w.start}>
        <p>{w.startText(code)}</p>
        <p>{w.startKey}</p>
        <ProgramText label={w.start} text={quickStart(location.origin, code, unit)} />
        <p>{w.startOther}</p>
      </Section>
      <Section id="common" title={w.common}>
        <p>{w.commonText}</p>
        <h3>{w.anyRefusals}</h3>
        <Refusals caption={w.anyRefusals} rows={common} />
      </Section>
      {calls.map((call) => (
        <CallSection key={call.id} api={api} call={call} common={common} />
      ))}
      <Section id="licence" title={w.licence}>
        <p>{w.licenceText}</p>
        {claims && <FieldTable section="licence" caption={w.licence} rows={fieldsOf(api, claims)} answers />}
      </Section>
      <Hooks api={api} />
      <Section id="whole" title={w.whole}>
        <p>
          {w.wholeText} <a href="/api/openapi.json">openapi.json</a> · <a href="/api/docs">/api/docs</a>
        </p>
      </Section>
    </>
  );
}

const Section = ({
  id,
  title,
  children,
}: {
  id: string;
  title: string;
  children: preact.ComponentChildren;
}) => (
  <div id={id} class="doc">
    <Panel title={title} padded>
      <div class="stack">{children}</div>
    </Panel>
  </div>
);

/** What every call may refuse is said once. */
const commonTo = ([first, ...others]: readonly ProductCall[]): Refusal[] =>
  (first?.refusals ?? []).filter(({ code }) =>
    others.every(({ refusals }) => refusals.some((one) => one.code === code)),
  );

function Refusals({ caption, rows }: { caption: string; rows: readonly Refusal[] }) {
  const w = developerDocsWords();
  const { codes } = developerDocsWords();
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ code }) => code}
      columns={[
        { key: 'code', title: w.refusalCode, lead: true, cell: ({ code }) => <code>{code}</code> },
        { key: 'status', title: w.status, cell: ({ status }) => status },
        { key: 'meaning', title: w.meaning, cell: ({ code }) => codes[code] },
      ]}
    />
  );
}

function CallSection({ api, call, common }: { api: OpenApi; call: ProductCall; common: readonly Refusal[] }) {
  const w = developerDocsWords();
  const said = productCallWords().calls[call.id];
  const title = said?.title ?? call.id;
  const sent = call.body ? fieldsOf(api, call.body) : [];
  const asked = call.query.map(({ name, schema, required }) => ({
    name,
    schema,
    required: required === true,
  }));
  const own = call.refusals.filter(({ code }) => common.every((one) => one.code !== code));
  return (
    <Section id={call.id} title={title}>
      <p>{said?.text}</p>
      <p>
        <code class="doc-path">
          {call.method} {call.path}
        </code>
      </p>
      <p class="muted">
        {w.needsScope(call.scope)}
        {call.needsKey && `. ${w.needsKey}`}.
      </p>
      {asked.length > 0 && (
        <>
          <h3>{w.inAddress}</h3>
          <FieldTable
            section={call.id}
            caption={`${title}: ${w.inAddress}`}
            rows={parametersOf(api, asked)}
          />
        </>
      )}
      {call.method !== 'GET' && (
        <>
          <h3>{w.sends}</h3>
          {sent.length > 0 ? (
            <FieldTable section={call.id} caption={`${title}: ${w.sends}`} rows={sent} />
          ) : (
            <p class="muted">{w.noBody}</p>
          )}
        </>
      )}
      {call.answer && (
        <>
          <h3>{w.gets}</h3>
          <FieldTable
            section={call.id}
            caption={`${title}: ${w.gets}`}
            rows={fieldsOf(api, call.answer)}
            answers
          />
        </>
      )}
      <h3>{w.refusals}</h3>
      {own.length > 0 ? (
        <Refusals caption={`${title}: ${w.refusals}`} rows={own} />
      ) : (
        <p class="muted">{w.noRefusals}</p>
      )}
    </Section>
  );
}

/** Parameters are fields of the address. */
const parametersOf = (
  api: OpenApi,
  parameters: readonly {
    name: string;
    schema: OpenApi['components']['schemas'][string];
    required: boolean;
  }[],
) =>
  fieldsOf(api, {
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  });

function Hooks({ api }: { api: OpenApi }) {
  const w = developerDocsWords();
  const { types: said } = developerDocsWords();
  return (
    <Section id="hooks" title={w.hooks}>
      <p>
        {w.hooksText} {w.hooksWhere}
      </p>
      {alike(api, hookBodies(api)).map(({ types, rows }) => (
        <div key={types[0]} class="stack">
          <ul>
            {types.map((type) => (
              <li key={type}>
                <code>{type}</code> — {said[type]}
              </li>
            ))}
          </ul>
          <FieldTable section="hook" caption={types.join(', ')} rows={rows} answers />
        </div>
      ))}
    </Section>
  );
}

/** Events whose bodies have the same fields are told together. */
function alike(api: OpenApi, bodies: readonly HookBody[]) {
  const groups = new Map<string, { types: string[]; rows: ReturnType<typeof fieldsOf> }>();
  for (const { type, body } of bodies) {
    // Its own name is the one thing that tells a type apart.
    const rows = fieldsOf(api, body).map((row) => (row.path === 'type' ? { ...row, oneOf: [] } : row));
    const shape = JSON.stringify(rows);
    const group = groups.get(shape) ?? { types: [], rows };
    group.types.push(type);
    groups.set(shape, group);
  }
  return [...groups.values()];
}
