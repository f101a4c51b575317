import type { Change } from '../planted.mjs';

export interface Hole extends Change {
  promise: string;
  hole: string;
  and?: readonly Change[];
  besides?: readonly Change[];
  by: string;
  test?: string;
}
export const HOLES: readonly Hole[];
export function changesOf(hole: Hole): Change[];
