import { hashPassword, isPassword } from './passwords';

it('a hash tells what it costs, and the password fits it and nothing else does', async () => {
  const hash = await hashPassword('пароль Ромашки', 19);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPassword('пароль Ромашки', hash)).toBe(true);
  expect(await isPassword('пароль ромашки', hash)).toBe(false);
  // Of a time when guessing was cheaper.
  expect(await isPassword('старый', await hashPassword('старый', 1))).toBe(true);
});

it('what is no hash is nobody’s password', async () => {
  expect(await isPassword('!', '!')).toBe(false);
  expect(await isPassword('', '')).toBe(false);
});
