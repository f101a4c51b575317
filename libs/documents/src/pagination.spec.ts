import fc from 'fast-check';
import { dealRows } from './pagination';

const room = { first: 100, next: 200, closing: 60 };

describe('rows dealt over pages', () => {
  it('stay on one page while the closing block fits under them', () => {
    expect(dealRows([20, 20], room)).toEqual([{ from: 0, to: 2 }]);
  });

  it('send the last row along with the closing block that does not fit', () => {
    expect(dealRows([20, 20, 20], room)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 3 },
    ]);
  });

  it('leave the first page to the head of the document when the first row is too tall for it', () => {
    expect(dealRows([120], room)).toEqual([
      { from: 0, to: 0 },
      { from: 0, to: 1 },
    ]);
  });

  it('refuse a row taller than a page', () => {
    expect(() => dealRows([10, 201], room)).toThrow('Row 2 is taller than a page');
  });

  it('are all there once, in order, never over the edge, and the closing block stands under a row', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 8, max: 90 }), { minLength: 1, maxLength: 120 }), (heights) => {
        const pages = dealRows(heights, room);
        expect(pages.flatMap(({ from, to }) => heights.slice(from, to))).toEqual(heights);
        pages.forEach(({ from, to }, index) => {
          const used = heights.slice(from, to).reduce((total, height) => total + height, 0);
          const closing = index === pages.length - 1 ? room.closing : 0;
          expect(used + closing).toBeLessThanOrEqual(index === 0 ? room.first : room.next);
        });
        const last = pages.at(-1)!;
        if (heights.length > 1) expect(last.to).toBeGreaterThan(last.from);
      }),
    );
  });
});
