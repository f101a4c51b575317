// Before the first paint and before the bundle; outside the page for the sake of the content security policy.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('rocket-theme');
  } catch {
    // A browser that keeps nothing: the system decides.
  }
  var dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  // zod asks whether it may eval while schemas are made, which is before any code of ours can configure it.
  globalThis.__zod_globalConfig = { jitless: true };
})();
