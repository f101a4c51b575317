export { startEmulator, type AmoEmulator, type EmulatorOptions } from './src/emulator';
export { createDemoHandler, demoAssets, demoPageHtml, type DemoPageOptions } from './src/demo/demo-routes';
export { DEMO_ACCOUNTS } from './src/demo/demo-accounts';
export { noFaults, type Faults } from './src/faults';
export type { AccountSeed, EmulatedAccount, EmulatedUser } from './src/world';
