import type { ruDevelopers } from './ru-developers';

export const enDevelopers: typeof ruDevelopers = {
  lead: 'All a product’s program needs: a key, web hooks, calls to try and the description of the API.',

  keys: {
    title: 'Keys of the program',
    add: 'Make a key',
    none: 'The product has no keys yet',
    noneText:
      'With a key the product’s program asks whether an account may use it and tells how much was used. A key stays on the server: it is never sent to a browser or a widget.',
    key: 'Key',
    unnamed: 'Unnamed',
    alsoOpens: (products) => `opens other products too: ${products}`,
    scopes: 'Scopes',
    scopeNames: {
      'entitlements:read': 'Entitlements and licences',
      'usage:write': 'Counting of use',
      'webhooks:manage': 'Web hooks',
    },
    states: { works: 'Works', expired: 'Expired', revoked: 'Revoked' },
    until: 'until',
    replaced: 'replaced',
    created: 'made',
    used: 'Last call',
    never: 'none',
    rotate: 'Replace',
    revoke: 'Revoke',
    actOf: (act, name) => `${act}: ${name}`,

    addTitle: 'New key',
    name: 'What for',
    nameHint: '“Main server”, say: it tells keys apart.',
    expires: 'Works through',
    expiresHint: 'The last day it works. Empty: until it is revoked.',
    secretTitle: 'The key is made',
    secretText:
      'Keep it in the settings of the program’s server: we will not show it again. We hold only its hash.',
    secretDone: 'I have kept the key',
    tryIt: 'Try it in the console',

    rotateTitle: 'Replace the key',
    rotateText:
      'We will make a new key with the same scopes and end. The old one works a while longer, so that the program can be set up anew. If somebody else has learnt the key, revoke it.',
    overlap: 'The old key works for another',
    overlaps: { 1: 'hour', 24: 'day', 72: 'three days', 168: 'week' },
    oldUntil: 'The old key works until',

    revokeTitle: 'Revoke the key?',
    revokeText:
      'The very next request with this key is refused with 401, wherever the program runs. A key cannot be brought back; a new one can be made.',
    revoked: 'The key is revoked',
  },
};
