import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'amocrm', rootDir: '.' };
