import { whyNotTold } from './judge-url';

const LIVE = { sandbox: false, toLoopback: false };
const SANDBOX = { sandbox: true, toLoopback: true };

describe('the address of a web hook', () => {
  it.each([
    'https://example.ru/hooks',
    'https://example.ru:8443/',
    'https://8.8.8.8/',
    'https://[2a00:1450::1]/',
  ])('%s may be told in earnest', (url) => expect(whyNotTold(url, LIVE)).toBeNull());

  it.each([
    ['http://example.ru/', 'https://'],
    ['https://example.ru:22/', 'Порт'],
    ['https://example.ru:80/', 'Порт'],
    ['https://10.0.0.1/', 'внутренней сети'],
    ['https://169.254.169.254/latest/meta-data', 'внутренней сети'],
    ['https://[fd00::1]/', 'внутренней сети'],
    ['https://[::ffff:10.0.0.1]/', 'внутренней сети'],
    ['https://postgres/', 'внутренней сети'],
    ['https://localhost/', 'этого же компьютера'],
    ['https://127.0.0.1:8443/', 'этого же компьютера'],
    ['https://[::1]/', 'этого же компьютера'],
    // URLs write these as 127.0.0.1.
    ['https://2130706433/', 'этого же компьютера'],
    ['https://0x7f.1/', 'этого же компьютера'],
  ])('%s may not', (url, why) => expect(whyNotTold(url, LIVE)).toContain(why));

  it('in a sandbox may be http, and this machine at any port, but no other of its network', () => {
    expect(whyNotTold('http://127.0.0.1:4567/hooks', SANDBOX)).toBeNull();
    expect(whyNotTold('http://localhost:4567/hooks', SANDBOX)).toBeNull();
    expect(whyNotTold('http://example.ru/hooks', SANDBOX)).toBeNull();
    expect(whyNotTold('http://192.168.0.1/hooks', SANDBOX)).toContain('внутренней сети');
    expect(whyNotTold('http://127.0.0.1:4567/', { sandbox: true, toLoopback: false })).toContain(
      'компьютера',
    );
  });
});
