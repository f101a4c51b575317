import type { Change } from './planted.mjs';

export const CRASH_MUTATIONS: readonly (Change & { bug: string; seed: number; harms: number })[];
