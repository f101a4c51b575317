export type { RobokassaOptions } from './objects';
export { startRobokassa, type RobokassaDouble } from './shop';
