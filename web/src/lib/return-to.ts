/** Where to go after sign-in. Only paths of our own: a link must not lead a person elsewhere by way of our sign-in. */
export function returnTo(redirect: unknown): string {
  if (typeof redirect !== 'string' || !redirect.startsWith('/') || /^\/[/\\]/.test(redirect)) return '/'
  return redirect.startsWith('/sign-in') ? '/' : redirect
}
