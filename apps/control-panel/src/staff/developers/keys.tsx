import type { ProductKeyRowDto } from '@rocket/contracts';
import { Button, Chip, EmptyState, InstantText, Table, type Tone } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { Ready } from '../../shell/loading';
import { onDemand } from '../../shell/on-demand';
import { Panel } from '../../shell/page';
import { developerWords } from '../../text/developer-words';
import { words } from '../../text/words';
import { nameOf, type MadeKey } from './key-name';
import { useKeys } from './reads';

const dialogs = () => import('./key-dialogs');
const CreateKey = onDemand(() => dialogs().then((file) => file.CreateKey));
const RotateKey = onDemand(() => dialogs().then((file) => file.RotateKey));
const RevokeKey = onDemand(() => dialogs().then((file) => file.RevokeKey));
const ShowKey = onDemand(() => dialogs().then((file) => file.ShowKey));

const TONES: Record<ProductKeyRowDto['state'], Tone> = {
  works: 'good',
  expired: 'neutral',
  revoked: 'danger',
};

type Asked = 'add' | { readonly act: 'rotate' | 'revoke'; readonly key: ProductKeyRowDto };

/** The keys that open a product, and everything that is done with them. */
export function Keys({ code, tryOut }: { code: string; tryOut: (secret: string) => void }) {
  const w = developerWords().keys;
  const keys = useKeys(code);
  const [asked, ask] = useState<Asked | null>(null);
  const [made, show] = useState<MadeKey | null>(null);
  const close = () => ask(null);
  const done = (key: MadeKey) => {
    close();
    show(key);
  };
  const add = (
    <Button kind="primary" onClick={() => ask('add')}>
      {w.add}
    </Button>
  );
  return (
    <>
      <Panel title={w.title} aside={(keys.value?.length ?? 0) > 0 && add}>
        <Ready of={keys}>
          {(rows) =>
            rows.length === 0 ? (
              <EmptyState title={w.none} text={w.noneText}>
                {add}
              </EmptyState>
            ) : (
              <KeyTable code={code} rows={rows} ask={ask} />
            )
          }
        </Ready>
      </Panel>
      {asked === 'add' && <CreateKey code={code} done={done} onClose={close} />}
      {asked && asked !== 'add' && asked.act === 'rotate' && (
        <RotateKey of={asked.key} done={done} onClose={close} />
      )}
      {asked && asked !== 'add' && asked.act === 'revoke' && <RevokeKey of={asked.key} onClose={close} />}
      {made && <ShowKey made={made} tryOut={tryOut} onClose={() => show(null)} />}
    </>
  );
}

function KeyTable({
  code,
  rows,
  ask,
}: {
  code: string;
  rows: readonly ProductKeyRowDto[];
  ask: (asked: Asked) => void;
}) {
  const w = developerWords().keys;
  const replaced = new Set(rows.map(({ replaces }) => replaces));
  return (
    <Table
      caption={w.title}
      rows={rows}
      rowKey={({ keyId }) => keyId}
      roomy
      columns={[
        { key: 'key', title: w.key, lead: true, cell: (one) => <Named code={code} of={one} /> },
        {
          key: 'scopes',
          title: w.scopes,
          cell: ({ scopes }) => (
            <span class="two-lines">
              {scopes.map((scope) => (
                <span key={scope}>{w.scopeNames[scope]}</span>
              ))}
            </span>
          ),
        },
        {
          key: 'state',
          title: words.value.common.state,
          cell: (one) => <Standing of={one} isReplaced={replaced.has(one.keyId)} />,
        },
        {
          key: 'used',
          title: w.used,
          cell: ({ lastUsedAt: at }) => (at ? <InstantText at={at} /> : <span class="muted">{w.never}</span>),
        },
        {
          key: 'acts',
          title: words.value.common.actions,
          quietTitle: true,
          align: 'end',
          cell: (one) =>
            one.state === 'works' && (
              <span class="row">
                {!replaced.has(one.keyId) && (
                  <Button
                    size="small"
                    label={w.actOf(w.rotate, nameOf(one))}
                    onClick={() => ask({ act: 'rotate', key: one })}
                  >
                    {w.rotate}
                  </Button>
                )}
                <Button
                  size="small"
                  kind="quiet-danger"
                  label={w.actOf(w.revoke, nameOf(one))}
                  onClick={() => ask({ act: 'revoke', key: one })}
                >
                  {w.revoke}
                </Button>
              </span>
            ),
        },
      ]}
    />
  );
}

function Named({ code, of }: { code: string; of: ProductKeyRowDto }) {
  const w = developerWords().keys;
  const others = of.products.filter((one) => one !== code);
  return (
    <span class="two-lines">
      <span>{of.name ?? w.unnamed}</span>
      {of.prefix && <code>{of.prefix}…</code>}
      <small class="muted">
        {w.created} <InstantText at={of.createdAt} />
      </small>
      {others.length > 0 && <small class="muted">{w.alsoOpens(others.join(', '))}</small>}
    </span>
  );
}

function Standing({
  of: { state, expiresAt, revokedAt },
  isReplaced,
}: {
  of: ProductKeyRowDto;
  isReplaced: boolean;
}) {
  const w = developerWords().keys;
  const at = revokedAt ?? expiresAt;
  return (
    <span class="two-lines">
      <span>
        <Chip tone={TONES[state]}>{w.states[state]}</Chip>
      </span>
      {at && (
        <small class="muted">
          {state === 'works' && `${isReplaced ? `${w.replaced}, ` : ''}${w.until} `}
          <InstantText at={at} />
        </small>
      )}
    </span>
  );
}
