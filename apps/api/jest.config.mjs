import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'api', rootDir: '.', setupFiles: ['reflect-metadata'] };
