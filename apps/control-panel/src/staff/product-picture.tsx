import { routes, type ProductDto } from '@rocket/contracts';
import { Alert, Button, ProductMark } from '@rocket/ui';
import { useRef, useState } from 'preact/hooks';
import { call } from '../api';
import { refusalText } from '../form/refusal-text';
import { refresh } from '../load';
import { words } from '../text/words';

const TYPES = 'image/png,image/jpeg,image/webp';

/** The picture on the cards of a product: put there and taken away at once, without the form it stands in. */
export function ProductPicture({ product }: { product: ProductDto }) {
  const t = words.value;
  const s = t.staff.catalogue;
  const input = useRef<HTMLInputElement>(null);
  const [picture, show] = useState(product.picture);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const params = { code: product.code };
  const change = (act: Promise<ProductDto>): void => {
    setBusy(true);
    setFailed(null);
    act
      .then((changed) => {
        show(changed.picture);
        refresh('products');
      }, setFailed)
      .finally(() => setBusy(false));
  };
  return (
    <div class="stack">
      <div class="row" role="group" aria-label={s.picture}>
        <ProductMark name={product.name} picture={picture} />
        <Button size="small" busy={busy} onClick={() => input.current?.click()}>
          {picture ? s.otherPicture : s.addPicture}
        </Button>
        {picture && (
          <Button
            size="small"
            kind="quiet-danger"
            disabled={busy}
            onClick={() => change(call(routes.removeProductPicture, { params }))}
          >
            {s.removePicture}
          </Button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept={TYPES}
          aria-label={s.picture}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            // The same file may be chosen again after a refusal.
            event.currentTarget.value = '';
            if (file)
              change(
                call(routes.putProductPicture, {
                  params,
                  raw: { bytes: file, type: 'application/octet-stream' },
                }),
              );
          }}
        />
      </div>
      <p class="muted fine">{s.pictureHint}</p>
      {failed ? <Alert tone="danger">{refusalText(t, failed)}</Alert> : null}
    </div>
  );
}
