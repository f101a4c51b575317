import type { Change } from './planted.mjs';

export const SYSTEM_MUTATIONS: readonly (Change & { bug: string; by?: string })[];
