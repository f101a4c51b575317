export { startRobokassa, type RobokassaDouble, type RobokassaOptions } from './shop';
