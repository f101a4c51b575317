import { deviceName } from './device-name';

const LIKE_CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/149.0.0.0';

describe('a device is called', () => {
  it.each([
    ['Chrome, Windows', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${LIKE_CHROME} Safari/537.36`],
    [
      'Yandex Browser, Windows',
      `Mozilla/5.0 (Windows NT 10.0) ${LIKE_CHROME} YaBrowser/26.3.0 Safari/537.36`,
    ],
    ['Edge, Windows', `Mozilla/5.0 (Windows NT 10.0) ${LIKE_CHROME} Safari/537.36 Edg/149.0`],
    ['Opera, Linux', `Mozilla/5.0 (X11; Linux x86_64) ${LIKE_CHROME} Safari/537.36 OPR/120.0`],
    ['Firefox, Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'],
    ['Chrome, Android', `Mozilla/5.0 (Linux; Android 16; Pixel 9) ${LIKE_CHROME} Mobile Safari/537.36`],
    [
      'Safari, macOS',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1 Version/19.0 Safari/605.1',
    ],
    [
      'Chrome, iPhone',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) CriOS/149.0 Mobile Safari/604.1',
    ],
    ['curl', 'curl/8.5.0'],
  ])('%s', (name, line) => expect(deviceName(line)).toBe(name));

  it.each([null, '', '<script>'])('nothing when it says %p', (line) => expect(deviceName(line)).toBeNull());
});
