import preset from '../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'test',
  rootDir: '.',
  testMatch: ['**/*.scenario.ts', '**/*.walls.ts', '**/*.browser.ts', '**/*.spec.ts'],
  // Loaded once by a worker: see kit/jest/environment.mjs.
  moduleNameMapper: {
    '^@rocket/contracts$': '<rootDir>/kit/jest/outside/contracts.cjs',
    '^playwright-core$': '<rootDir>/kit/jest/outside/playwright-core.cjs',
    ...preset.moduleNameMapper,
  },
  // A room of its own inside the kit, with its own Jest.
  testPathIgnorePatterns: ['/node_modules/', '/kit/amocrm-emulator/'],
  // A machine may be busy with other things; what hangs is found all the same.
  testTimeout: 180_000,
  testEnvironment: '<rootDir>/kit/jest/environment.mjs',
  testSequencer: '<rootDir>/kit/jest/longest-first.mjs',
  globalSetup: '<rootDir>/kit/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/kit/jest/global-teardown.mjs',
};
