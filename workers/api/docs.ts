import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import { configOf } from '../env.ts'
import type { Api } from './api.ts'

/** Content policy of the page: scripts from here alone; Swagger UI sets its own styles. */
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
  .how { max-width: 1420px; box-sizing: border-box; margin: 0 auto; padding: 1.5rem 20px .5rem; font: 15px/1.6 system-ui, sans-serif; }
  .how a { color: inherit; }
  .how h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
  .how h2 { font-size: 1.05rem; margin: 1.25rem 0 .25rem; }
  .how p, .how dl { max-width: 46rem; margin: .25rem 0; }
  .how pre { max-width: 46rem; margin: .5rem 0; padding: .75rem 1rem; overflow-x: auto; border-radius: 8px; font-size: 13px; background: color-mix(in srgb, currentColor 8%, transparent); }
  .how dt { font-weight: 600; margin-top: .5rem; }
  .how dd { margin: 0; }
  .swagger-ui .info { margin: 24px 0 8px; }
  .swagger-ui .scheme-container { padding: 12px 0; box-shadow: none; background: none; }
`

/** Shows the steps from a key to a scheduled post. `origin`: the address at which the reader has found this page. */
const quickStart = (origin: string, dashboard: string) => html`<section class="how">
  <h1>Chorus API</h1>
  <p>Everything that the dashboard does, it does through this API. From a key to a post that is scheduled:</p>
  <h2>1. Make a key</h2>
  <p>In the dashboard under <a href="${dashboard}/settings/keys">Settings, API keys</a>: give it only the rights that it needs, here
    “see” and “write”. It is shown once.</p>
  <pre><code>export CHORUS_KEY=chk_…</code></pre>
  <h2>2. See which accounts are connected</h2>
  <pre><code>curl ${origin}/v1/accounts -H "Authorization: Bearer $CHORUS_KEY"</code></pre>
  <h2>3. Schedule a post to one of them</h2>
  <pre><code>curl ${origin}/v1/scheduled-posts -H "Authorization: Bearer $CHORUS_KEY" \
  -H "Content-Type: application/json" -H "Idempotency-Key: $POST_KEY" \
  -d '{"text": "Open until eight tonight.", "accountIds": ["$ACCOUNT_ID"], "publishAtLocal": "${nextYear()}-03-15T09:00", "timezone": "Europe/Paris"}'</code></pre>
  <p><code>POST_KEY</code> is a UUID of your own: sent again with the same one, the post is not made twice.</p>
  <h2>4. See what became of it</h2>
  <pre><code>curl ${origin}/v1/scheduled-posts/$POST_ID -H "Authorization: Bearer $CHORUS_KEY"</code></pre>
  <h2>The same everywhere</h2>
  <dl>
    <dt>Lists</dt>
    <dd>answer <code>items</code> and <code>nextCursor</code>; ask for the next page with <code>?cursor=</code>, for longer ones with
      <code>?limit=</code>.</dd>
    <dt>Errors</dt>
    <dd>are problem details (RFC 9457): <code>detail</code> is a sentence, <code>code</code> is for programs, <code>errors</code> names each
      field. Tell support the <code>requestId</code>.</dd>
    <dt>Limits</dt>
    <dd>429 says in <code>Retry-After</code> and <code>RateLimit</code> when to come again. What the platforms allow an account, and how much of it is
      used: <code>/v1/accounts/{id}/limits</code>.</dd>
    <dt>When no answer comes</dt>
    <dd>after a 5xx or a broken connection, send a write again with the same <code>Idempotency-Key</code>.</dd>
  </dl>
  <p>The whole description: <a href="/openapi.json">OpenAPI 3.1</a>.</p>
</section>`

const nextYear = () => new Date().getUTCFullYear() + 1

/** Serves the documentation: first steps, then Swagger UI on `/openapi.json`, its files served as static assets of this Worker. */
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
        ${quickStart(new URL(c.req.url).origin, configOf(c.env).CHORUS_WEB_URL)}
        <main id="viewer"></main>
      </body>
    </html>`)
}
