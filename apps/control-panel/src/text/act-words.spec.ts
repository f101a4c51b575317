import { enActTold, ruActTold } from '@rocket/act-words';
import { en } from './en';
import { ru } from './ru';

it.each([
  ['Russian', ru, ruActTold],
  ['English', en, enActTold],
] as const)('roles are called in the journal of acts as everywhere in the panel, in %s', (_, page, told) => {
  expect(told.roles).toEqual({ ...page.levels, ...page.signIn.roles });
});
