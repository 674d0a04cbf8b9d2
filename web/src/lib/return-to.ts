/** Returns the path to go to after sign-in. Accepts only our own paths, so that a link cannot redirect people elsewhere. */
export function returnTo(redirect: unknown): string {
  if (typeof redirect !== 'string' || !redirect.startsWith('/') || /^\/[/\\]/.test(redirect)) return '/'
  return redirect.startsWith('/sign-in') ? '/' : redirect
}
