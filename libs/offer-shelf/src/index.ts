export { runCommand, type Answer } from './command';
