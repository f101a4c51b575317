import { observeWindowOffset, observeWindowRect, Virtualizer, windowScroll } from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';

/** Rows drawn above and below those in sight, so that a quick hand and the Tab key find them there. */
const OVERSCAN = 12;

type Rows = Virtualizer<Window, HTMLTableRowElement>;

/** Which rows of a long table are near the part of the window in sight, and how much room the others take. */
export function useWindow(wish: {
  readonly count: number;
  readonly keyOf: (index: number) => string;
  /** In pixels, until a row was measured. */
  readonly usualHeight: number;
  /** Where the first row begins on the page. */
  readonly top: number;
}): Rows {
  const [, drawAgain] = useReducer((turn: number) => turn + 1, 0);
  const options = {
    count: wish.count,
    getItemKey: wish.keyOf,
    estimateSize: () => wish.usualHeight,
    scrollMargin: wish.top,
    overscan: OVERSCAN,
    getScrollElement: () => window,
    observeElementRect: observeWindowRect,
    observeElementOffset: observeWindowOffset,
    scrollToFn: windowScroll,
    initialOffset: () => window.scrollY,
    onChange: () => drawAgain(undefined as never),
  };
  const [rows] = useState(() => new Virtualizer<Window, HTMLTableRowElement>(options));
  rows.setOptions(options);
  useLayoutEffect(() => rows._didMount(), []);
  useLayoutEffect(() => rows._willUpdate());
  return rows;
}
