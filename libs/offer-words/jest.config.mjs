import preset from '../../jest.preset.mjs';

export default { ...preset, displayName: 'offer-words', rootDir: '.' };
