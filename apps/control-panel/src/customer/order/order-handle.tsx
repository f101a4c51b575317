import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../shell/icons';
import { cabinetWords } from '../../text/cabinet-words';
import { placeOf, withinList } from './moved';

/** So near an end of the window the page goes along with the row. */
const EDGE = 72;
const STEP = 14;

interface Drag {
  readonly pointer: number;
  readonly rows: readonly HTMLElement[];
  readonly boxes: readonly { readonly top: number; readonly height: number }[];
  readonly began: number;
  place: number;
}

/**
 * What a row is taken by: with a mouse, a finger or a pen it is dragged, on the keyboard the arrows move it by one place and
 * Home and End to the ends. Escape puts a dragged row back. The handle never leaves its row, so the focus stays on it.
 */
export function OrderHandle({
  name,
  place,
  of,
  disabled,
  move,
}: {
  name: string;
  /** From 0. */
  place: number;
  of: number;
  disabled: boolean;
  move: (to: number) => void;
}) {
  const handle = useRef<HTMLButtonElement>(null);
  const drag = useRef<Drag | null>(null);

  const begin = (event: PointerEvent): void => {
    const row = handle.current?.closest('tr');
    if (disabled || event.button !== 0 || !row?.parentElement) return;
    const rows = [...row.parentElement.children] as HTMLElement[];
    const boxes = rows.map((one) => {
      const { top, height } = one.getBoundingClientRect();
      return { top: top + window.scrollY, height };
    });
    handle.current!.setPointerCapture(event.pointerId);
    row.classList.add('is-dragged');
    drag.current = { pointer: event.pointerId, rows, boxes, began: event.pageY, place };
  };

  const follow = (event: PointerEvent): void => {
    const under = drag.current;
    if (!under || event.pointerId !== under.pointer) return;
    if (event.clientY < EDGE) window.scrollBy(0, -STEP);
    else if (event.clientY > window.innerHeight - EDGE) window.scrollBy(0, STEP);
    const by = event.clientY + window.scrollY - under.began;
    under.place = placeOf(under.boxes, place, by);
    const mine = under.boxes[place]!.height;
    for (const [index, row] of under.rows.entries()) {
      const shift =
        index === place
          ? withinList(under.boxes, place, by)
          : index > place && index <= under.place
            ? -mine
            : index < place && index >= under.place
              ? mine
              : 0;
      row.style.transform = shift === 0 ? '' : `translateY(${shift}px)`;
    }
  };

  const finish = (isKept: boolean): void => {
    const under = drag.current;
    if (!under) return;
    drag.current = null;
    for (const row of under.rows) {
      row.style.transform = '';
      row.classList.remove('is-dragged');
    }
    if (isKept && under.place !== place) move(under.place);
  };

  // A row that leaves the screen half-way takes its drag with it.
  useEffect(() => () => finish(false), []);

  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') return finish(false);
    const to = { ArrowUp: place - 1, ArrowDown: place + 1, Home: 0, End: of - 1 }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!disabled) move(to);
  };

  return (
    <button
      ref={handle}
      type="button"
      class="order-handle"
      aria-label={cabinetWords().order.handle(name, place + 1, of)}
      aria-disabled={disabled}
      onPointerDown={begin}
      onPointerMove={follow}
      onPointerUp={() => finish(true)}
      onPointerCancel={() => finish(false)}
      onLostPointerCapture={() => finish(false)}
      onKeyDown={press}
    >
      <Icon name="grip" />
      <span aria-hidden="true">{place + 1}</span>
    </button>
  );
}
