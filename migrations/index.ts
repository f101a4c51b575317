import type { MigrationInterface } from 'typeorm';
import { CreatePlatform20261121090000 } from './20261121090000-create-platform';

/** Every migration, oldest first. Classes, not a glob: the bundle has no folder to look into. */
export const MIGRATIONS: (new () => MigrationInterface)[] = [CreatePlatform20261121090000];
