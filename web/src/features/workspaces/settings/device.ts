/** Browsers in order; the first match counts, since most also name the browsers that they derive from. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]
const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]
const firstOf = (names: readonly [RegExp, string][], agent: string) =>
  names.find(([heard]) => heard.test(agent))?.[1]

/** Returns the browser and system of a user agent, such as “Firefox · Windows”; null if neither is known. */
export function deviceOf(userAgent: string): string | null {
  const names = [firstOf(BROWSERS, userAgent), firstOf(SYSTEMS, userAgent)].filter(
    (name) => name !== undefined,
  )
  return names.length > 0 ? names.join(' · ') : null
}
