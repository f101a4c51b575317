/** The first that is found names the browser: most of them claim to be Chrome and Safari too. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/YaBrowser\//, 'Yandex Browser'],
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/(?:Firefox|FxiOS)\//, 'Firefox'],
  [/(?:Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

const found = (names: readonly (readonly [RegExp, string])[], line: string): string | undefined =>
  names.find(([pattern]) => pattern.test(line))?.[1];

/** A device as its owner would call it, «Chrome, Windows», out of the line its browser sends; null when that says nothing. */
export function deviceName(userAgent: string | null): string | null {
  const line = userAgent ?? '';
  const words = [found(BROWSERS, line), found(SYSTEMS, line)].filter(Boolean).join(', ');
  return words || /^[\w .-]{2,40}/.exec(line)?.[0].trim() || null;
}
