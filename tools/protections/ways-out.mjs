// @ts-check
const API = 'apps/api/src';
const HOOKS = `${API}/webhooks`;
const SOURCES = 'libs/payment-sources/src';
const AMO = 'libs/amocrm/src';
const CARDS = 'test/scenarios/paying-by-card.scenario.ts';
const OUT = 'We go only where we mean to.';
const MONEY = 'Money is believed by its signature';

/** @type {readonly import('./holes.mjs').Hole[]} */
export const WAYS_OUT = [
  {
    promise: OUT,
    hole: 'a web hook goes where its name leads, into an inner network too',
    file: `${HOOKS}/webhook-sender.ts`,
    from: 'const strange = found.find(({ address }) => !mayConnectTo(address, this.config.webhooks.toLoopback));',
    to: 'const strange = found.find(({ address }) => address === host && !mayConnectTo(address, this.config.webhooks.toLoopback));',
    by: `${HOOKS}/webhook-sender.spec.ts`,
    test: 'is judged at every attempt',
  },
  {
    promise: OUT,
    hole: 'the name of a web hook is asked for again behind the judge’s back',
    file: `${HOOKS}/webhook-sender.ts`,
    from: '        lookup: (_host, { all }, done) =>\n          all ? done(null, [target]) : done(null, target.address, target.family),\n',
    to: '        family: target.family,\n',
    by: `${HOOKS}/webhook-sender.spec.ts`,
    test: 'connects to the very address that was judged',
  },
  {
    promise: OUT,
    hole: 'an address of the metadata service is told',
    file: `${HOOKS}/judge-address.ts`,
    from: "return range === 'unicast';",
    to: "return range === 'unicast' || range === 'linkLocal';",
    by: `${HOOKS}/judge-address.spec.ts`,
  },
  {
    promise: OUT,
    hole: 'an inner address wrapped in IPv6 is told',
    file: `${HOOKS}/judge-address.ts`,
    from: 'const judged = ipaddr.process(address);',
    to: 'const judged = ipaddr.parse(address);',
    by: `${HOOKS}/judge-address.spec.ts`,
  },
  {
    promise: OUT,
    hole: 'an inner address of numbers is told',
    file: `${HOOKS}/judge-url.ts`,
    from: "return mayConnectTo(host, false) ? null : 'Это адрес внутренней сети: нужен адрес в интернете';",
    to: 'return null;',
    by: `${HOOKS}/judge-url.spec.ts`,
  },
  {
    promise: OUT,
    hole: 'a web hook may name any port',
    file: `${HOOKS}/judge-url.ts`,
    from: 'if (!ports.includes(url.port)) return',
    to: 'if (ports.length < 0) return',
    by: `${HOOKS}/judge-url.spec.ts`,
  },
  {
    promise: OUT,
    hole: 'a redirect of a product is taken for an answer',
    file: `${HOOKS}/judge-attempt.ts`,
    from: 'if (status !== null && status >= 200 && status < 300)',
    to: 'if (status !== null && status >= 200 && status < 400)',
    by: `${HOOKS}/judge-attempt.spec.ts`,
  },
  {
    promise: OUT,
    hole: 'a code of amoCRM goes to any referer',
    file: `${AMO}/install-query.ts`,
    from: "  if (!isAllowedAmoHost(host, expected.extraHosts)) throw refuse('referer');\n",
    to: '',
    by: `${AMO}/install-query.spec.ts`,
  },
  {
    promise: OUT,
    hole: 'a host that only begins like one of amoCRM’s is one',
    file: `${AMO}/hosts.ts`,
    from: '(amocrm\\.ru|kommo\\.com|amocrm\\.com)$/;',
    to: '(amocrm\\.ru|kommo\\.com|amocrm\\.com)/;',
    by: `${AMO}/hosts.spec.ts`,
  },
  {
    promise: OUT,
    hole: 'a payer’s browser is led where the address says',
    file: `${API}/providers/providers.controller.ts`,
    from: 'await goTo(reply, await this.comeBack.run({ robokassaNumber, hasDeclined }));',
    to: "await goTo(reply, textsOf(query)['to'] ?? (await this.comeBack.run({ robokassaNumber, hasDeclined })));",
    by: CARDS,
    test: 'is led to our own page alone',
  },
  {
    promise: MONEY,
    hole: 'Robokassa is believed without a signature',
    file: `${SOURCES}/robokassa.ts`,
    from: 'return expected.length === received.length && timingSafeEqual(expected, received);',
    to: 'return expected.length === received.length || timingSafeEqual(expected, received);',
    by: `${SOURCES}/robokassa.spec.ts`,
  },
  {
    promise: MONEY,
    hole: 'the door of Robokassa does not look at the signature',
    file: `${API}/providers/take-robokassa-result.ts`,
    from: 'this.shops.robokassa.find((one) => isSignedByRobokassa(form, one.password2, one.algorithm));',
    to: 'this.shops.robokassa.find((one) => isSignedByRobokassa(form, one.password2, one.algorithm) || one);',
    and: [
      {
        file: `${SOURCES}/robokassa.ts`,
        from: '  if (!isSignedByRobokassa(form, secondPassword, algorithm))\n    throw',
        to: "  if (secondPassword === '')\n    throw",
      },
    ],
    by: CARDS,
    test: 'a forged notification is refused',
  },
  {
    promise: MONEY,
    hole: 'a signature is compared sign by sign until one differs',
    file: `${SOURCES}/robokassa.ts`,
    from: 'return expected.length === received.length && timingSafeEqual(expected, received);',
    to: 'return timingSafeEqual.length > 0 && expected.equals(received);',
    by: 'lint',
  },
  {
    promise: MONEY,
    hole: 'the signature of a token of amoCRM is compared sign by sign',
    file: `${AMO}/disposable-token.ts`,
    from: 'expected.length === given.length && timingSafeEqual(expected, given))',
    to: 'timingSafeEqual.length > 0 && String(expected) === String(given))',
    by: 'lint',
  },
  {
    promise: MONEY,
    hole: 'another sum than was asked for is credited',
    file: `${API}/providers/settle-payment.ts`,
    from: 'if (paid.amount !== payment.amount)',
    to: 'if (paid.amount < 0n)',
    by: CARDS,
    test: 'another sum than was asked for is parked',
  },
  {
    promise: MONEY,
    hole: 'anybody may notify in the name of YooKassa',
    file: `${API}/providers/take-yookassa-notification.ts`,
    from: 'this.shops.yookassa.filter((shop) => isListedAddress(address, shop.addresses));',
    to: 'this.shops.yookassa.filter((shop) => isListedAddress(address, shop.addresses) || shop);',
    by: CARDS,
    test: 'from an address that is not YooKassa’s',
  },
];
