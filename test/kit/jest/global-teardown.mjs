export { stop as default } from './services.mjs';
