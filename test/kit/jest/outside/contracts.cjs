module.exports = globalThis.outside('@rocket/contracts');
