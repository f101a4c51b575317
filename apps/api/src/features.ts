import type { DynamicModule, Type } from '@nestjs/common';

/** The feature modules, in no particular order: each brings its own doors, use cases and stores. */
export const FEATURES: (Type | DynamicModule)[] = [];
