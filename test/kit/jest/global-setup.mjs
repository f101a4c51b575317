export { start as default } from './services.mjs';
