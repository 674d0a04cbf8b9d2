import { linksIn } from '#core/lib/platform/links.ts'

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** Writes a text as servers show it: paragraphs, links whose scheme is hidden, mentions without their server. */
export function htmlOf(text: string): string {
  let html = ''
  let from = 0
  for (const { start, end } of linksIn(text, { bare: false, path: 'any script' })) {
    html += marked(text.slice(from, start)) + anchor(text.slice(start, end))
    from = end
  }
  html += marked(text.slice(from))
  return `<p>${html.replace(/\n{2,}/g, '</p><p>').replace(/\n/g, '<br />')}</p>`
}

function anchor(url: string): string {
  const [, scheme = '', rest = ''] = /^(https?:\/\/(?:www\.)?)(.*)$/is.exec(url) ?? []
  const [shown, hidden] = [rest.slice(0, 30), rest.slice(30)].map(escaped)
  return `<a href="${escaped(url)}" rel="nofollow noopener"><span class="invisible">${escaped(scheme)}</span><span class="ellipsis">${shown}</span><span class="invisible">${hidden}</span></a>`
}

const marked = (text: string): string =>
  escaped(text)
    .replace(
      /(?<![\w@/])@(\w+)(?:@([\w.-]+\w))?/g,
      (_whole, name: string) =>
        `<span class="h-card"><a href="https://people.example/@${name}" class="u-url mention">@<span>${name}</span></a></span>`,
    )
    .replace(
      /(?<![\w&/])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/gu,
      (_whole, tag: string) =>
        `<a href="/tags/${tag}" class="mention hashtag" rel="tag">#<span>${tag}</span></a>`,
    )
