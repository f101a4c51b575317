import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'documents', rootDir: '.' };
