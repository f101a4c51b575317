import preset from '../../jest.preset.mjs';

export default {
  ...preset,
  displayName: 'widget',
  rootDir: '.',
  testEnvironment: 'jsdom',
  // Else the `browser` condition picks ESM twins that CommonJS Jest cannot load.
  testEnvironmentOptions: { customExportConditions: [''] },
  // What the build puts in: no fixed API, so script.js' own origin is called.
  globals: {
    __ROCKET_API__: '',
    __ROCKET_SUPPORT__: 'https://help.example',
    __ROCKET_VERSION__: '0.0.0',
    __ROCKET_SCREENS__: 'screens.js',
  },
  setupFilesAfterEnv: ['@testing-library/jest-dom'],
};
