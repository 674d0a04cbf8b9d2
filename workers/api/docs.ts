import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { Api } from './api.ts'

/** Scripts come from here alone; Swagger UI sets styles of its own on what it draws. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const STYLE = `
  :root { color-scheme: light dark; }
  body { margin: 0; }
  .how { margin: 0; padding: .7rem 20px; font: 13px/1.6 system-ui, sans-serif; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
  .how a { color: inherit; }
  .swagger-ui .info { margin: 24px 0 8px; }
  .swagger-ui .scheme-container { padding: 12px 0; box-shadow: none; background: none; }
`

/** The API, to read and to try: Swagger UI on `/openapi.json`, its files served as static assets of this Worker. */
export function docsPage(c: Context<Api>) {
  c.header('content-security-policy', POLICY)
  return c.html(html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Chorus API</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/docs/viewer/swagger-ui.css" />
        <style>${raw(STYLE)}</style>
        <script defer src="/docs/viewer/swagger-ui.js"></script>
        <script defer src="/docs/viewer/start.js"></script>
      </head>
      <body>
        <p class="how">Send <code>Authorization: Bearer chk_…</code>. Lists take <code>limit</code> and <code>cursor</code>;
          writes take <code>Idempotency-Key</code>; errors are problem details (RFC 9457). The whole description:
          <a href="/openapi.json">OpenAPI 3.1</a>.</p>
        <main id="viewer"></main>
      </body>
    </html>`)
}
