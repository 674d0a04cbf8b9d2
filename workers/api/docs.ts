import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { Api } from './api.ts'
import { endpoints } from './endpoints.ts'

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 3rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
  td, th { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); vertical-align: top; }
  code { font: 13px ui-monospace, monospace; }
  .method { text-transform: uppercase; font-weight: 600; }
`

/** What the API offers, in one page made from the same list that serves it. */
export function docsPage(c: Context<Api>) {
  const byTag = Map.groupBy(endpoints, (endpoint) => endpoint.tag)
  c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  return c.html(html`<!doctype html>
    <html lang="en">
      <head><meta charset="utf-8" /><meta name="viewport" content="width=device-width" /><title>Chorus API</title><style>${raw(STYLE)}</style></head>
      <body>
        <h1>Chorus API</h1>
        <p>The whole description, with every schema: <a href="/openapi.json">OpenAPI 3.1</a>. Send <code>Authorization: Bearer chk_…</code>.
          Lists take <code>limit</code> and <code>cursor</code>; writes take <code>Idempotency-Key</code>; errors are problem details (RFC 9457).</p>
        ${[...byTag].map(
          ([tag, group]) => html`<h2>${tag}</h2>
          <table><thead><tr><th>Method</th><th>Path</th><th>What it does</th><th>Needs</th></tr></thead><tbody>
          ${group.map((e) => html`<tr><td class="method">${e.method}</td><td><code>${e.path}</code></td><td>${e.summary}</td><td>${e.needs}</td></tr>`)}
          </tbody></table>`,
        )}
      </body>
    </html>`)
}
