import { sniffPicture } from './sniff-picture';

const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('a picture is known by its bytes', () => {
  it.each([
    ['image/png', '\x89PNG\r\n\x1a\n....'],
    ['image/jpeg', '\xff\xd8\xff\xe0..JFIF'],
    ['image/webp', 'RIFF\x10\0\0\0WEBPVP8 '],
  ])('%s', (type, text) => expect(sniffPicture(bytesOf(text))).toBe(type));

  it.each([
    ['a drawing that may run a script', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a sound in the same box as a picture', 'RIFF\x10\0\0\0WAVEfmt '],
    ['a beginning that was cut off', '\x89PNG'],
    ['nothing', ''],
  ])('%s is none', (_, text) => expect(sniffPicture(bytesOf(text))).toBeNull());
});
