import { idOfKey, newId } from './ids';

describe('ids', () => {
  it('made at one instant sort in the order they were made', () => {
    const still = new Date('2026-03-01T00:00:00Z');
    const made = Array.from({ length: 5_000 }, () => newId(still));
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
  });

  it('say when they were made, and are UUIDs of version 7', () => {
    const earlier = newId(new Date('2026-03-01T00:00:00.000Z'));
    const later = newId(new Date('2026-03-01T00:00:00.001Z'));
    expect(earlier < later).toBe(true);
    expect(earlier).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('made of a key are the same for the same key, and for no other', () => {
    expect(idOfKey('a')).toBe(idOfKey('a'));
    expect(idOfKey('a')).not.toBe(idOfKey('b'));
    expect(idOfKey('a')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
