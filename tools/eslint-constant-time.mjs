// @ts-check
/** How what is proved and what it is compared with are called here. */
const PROOF = /^(expected|given|received|signature|digest)$/i;
const CRYPTO = /^(createHmac|createHash|timingSafeEqual)$/;
const COMPARES = /^(equals|compare|includes|startsWith|endsWith|indexOf|localeCompare)$/;

/**
 * Refuses to compare a signature by anything but `timingSafeEqual`, in files that make or check one: how long a comparison takes tells
 * how much of a guess was right. Lengths may be compared.
 * @type {import('eslint').Rule.RuleModule}
 */
export const constantTime = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { tells: 'How long it takes tells how much was right: compare by timingSafeEqual.' },
  },
  create(context) {
    let checksSignatures = false;
    return {
      ImportDeclaration({ source, specifiers }) {
        if (source.value === 'node:crypto' && specifiers.some(({ local }) => CRYPTO.test(local.name)))
          checksSignatures = true;
      },
      BinaryExpression(node) {
        if (checksSignatures && /^[!=]==?$/.test(node.operator) && [node.left, node.right].some(isProof))
          context.report({ node, messageId: 'tells' });
      },
      CallExpression(node) {
        const { callee } = node;
        if (!checksSignatures || callee.type !== 'MemberExpression') return;
        const { property, object } = callee;
        if (property.type === 'Identifier' && COMPARES.test(property.name))
          if ([object, ...node.arguments].some(isProof)) context.report({ node, messageId: 'tells' });
      },
    };
  },
};

/**
 * Whether it is a proof, or the same in another writing: `String(given)`, `given.toString('hex')`.
 * @param {{ type: string }} node
 * @returns {boolean}
 */
function isProof(node) {
  if (node.type === 'Identifier') return PROOF.test(/** @type {{ name?: string }} */ (node).name ?? '');
  if (node.type !== 'CallExpression') return false;
  const { callee, arguments: given } = /** @type {import('estree').SimpleCallExpression} */ (node);
  return given.some(isProof) || (callee.type === 'MemberExpression' && isProof(callee.object));
}
