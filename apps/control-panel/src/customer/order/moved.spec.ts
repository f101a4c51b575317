import { moved, placeOf, withinList } from './moved';

const boxes = [
  { top: 0, height: 40 },
  { top: 40, height: 80 },
  { top: 120, height: 40 },
];

describe('an order of rows', () => {
  it('puts a row at another place and moves the others up or down', () => {
    expect(moved(['a', 'b', 'c', 'd'], 3, 0)).toEqual(['d', 'a', 'b', 'c']);
    expect(moved(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  });

  it('stops at its ends, and is the same list when nothing moved', () => {
    const list = ['a', 'b', 'c'];
    expect(moved(list, 2, 9)).toBe(list);
    expect(moved(list, 0, -1)).toBe(list);
    expect(moved(list, 1, 9)).toEqual(['a', 'c', 'b']);
  });

  it('takes the place of a neighbour whose middle was passed, of a tall one later', () => {
    expect(placeOf(boxes, 0, 20)).toBe(0);
    expect(placeOf(boxes, 0, 61)).toBe(1);
    expect(placeOf(boxes, 0, 121)).toBe(2);
    expect(placeOf(boxes, 2, -59)).toBe(2);
    expect(placeOf(boxes, 2, -61)).toBe(1);
    expect(placeOf(boxes, 2, -500)).toBe(0);
  });

  it('keeps a row that is dragged inside its list', () => {
    expect([-500, -30, 30, 500].map((by) => withinList(boxes, 1, by))).toEqual([-40, -30, 30, 40]);
  });
});
