module.exports = globalThis.outside('axe-core');
