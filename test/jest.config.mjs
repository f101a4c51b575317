import preset from '../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'test',
  rootDir: '.',
  testMatch: ['**/*.scenario.ts', '**/*.walls.ts', '**/*.browser.ts', '**/*.spec.ts'],
  testTimeout: 60_000,
  globalSetup: '<rootDir>/kit/jest/global-setup.mjs',
  globalTeardown: '<rootDir>/kit/jest/global-teardown.mjs',
};
