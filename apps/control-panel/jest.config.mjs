import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'control-panel',
  rootDir: '.',
  testEnvironment: 'jsdom',
  // Else the `browser` condition picks ESM twins that CommonJS Jest cannot load.
  testEnvironmentOptions: { customExportConditions: [''] },
  setupFilesAfterEnv: ['@testing-library/jest-dom'],
};
