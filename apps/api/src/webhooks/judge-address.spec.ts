import { mayConnectTo } from './judge-address';

describe('an address a product is told at', () => {
  it.each(['8.8.8.8', '93.184.216.34', '2a00:1450:4010:c0e::8a', '2001:4860:4860::8888', '::ffff:8.8.8.8'])(
    '%s is of the public Internet',
    (address) => expect(mayConnectTo(address, false)).toBe(true),
  );

  it.each([
    ['a private network', '10.0.0.5', '172.16.0.1', '172.31.255.255', '192.168.1.1'],
    ['the metadata service of a cloud', '169.254.169.254', 'fd00:ec2::254', 'fe80::a9fe:a9fe'],
    ['no address at all', '0.0.0.0', '0.1.2.3', '::', '255.255.255.255', 'example.ru', '', '127.1'],
    ['the network of a carrier', '100.64.0.1', '100.127.255.254'],
    ['multicast', '224.0.0.1', '239.255.255.255', 'ff02::1'],
    [
      'kept for documents, tests and protocols',
      '192.0.2.1',
      '198.51.100.7',
      '203.0.113.9',
      '198.18.0.1',
      '240.0.0.1',
      '192.0.0.1',
    ],
    ['a local IPv6 network', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fec0::1'],
    [
      'IPv4 wrapped in IPv6',
      '::ffff:10.0.0.1',
      '::ffff:169.254.169.254',
      '::10.0.0.1',
      '64:ff9b::a00:1',
      '2002:a00:1::',
      '2001::a00:1',
    ],
  ])('is refused where it is %s', (_, ...addresses) => {
    expect(addresses.filter((address) => mayConnectTo(address, true))).toEqual([]);
  });

  it('on this machine itself is for a sandbox only, however it is written', () => {
    for (const address of ['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1']) {
      expect(mayConnectTo(address, false)).toBe(false);
      expect(mayConnectTo(address, true)).toBe(true);
    }
  });
});
