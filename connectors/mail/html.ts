/** Ends at white space, a quote, an angle bracket, or a character that turns the writing direction and could disguise the address. */
const ADDRESS = /https?:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi
/** Characters that end a sentence rather than an address. */
const CLOSING = '.,;:!?…“”‘’«»'
const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
const CLOSERS = Object.values(CLOSER)

/**
 * Converts a mail's plain text to HTML: paragraphs, line breaks, and http(s) addresses as links that show where they lead.
 * The text may quote strangers, so everything is escaped; nothing is loaded from anywhere. Pure.
 */
export function htmlOf(text: string): string {
  const paragraphs = text
    .replace(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p>${paragraph.split('\n').map(withLinks).join('<br>\n')}</p>`)
  return `<!doctype html>
<html>
<head><meta charset="utf-8"></head>
<body dir="auto" style="font-family: sans-serif; font-size: 16px; line-height: 1.5">
${paragraphs.join('\n')}
</body>
</html>`
}

function withLinks(line: string): string {
  let html = ''
  let end = 0
  for (const { 0: found, index } of line.matchAll(ADDRESS)) {
    const address = withoutClosing(found)
    const shown = escapeHtml(address)
    html += escapeHtml(line.slice(end, index))
    html += URL.canParse(address) ? `<a href="${shown}">${shown}</a>` : shown
    end = index + address.length
  }
  return html + escapeHtml(line.slice(end))
}

/** `(see https://example.com/a_(b)).` leads to `https://example.com/a_(b)`. */
function withoutClosing(found: string): string {
  const open: string[] = []
  let end = 0
  for (const character of found) {
    const closer = CLOSER[character]
    if (closer !== undefined) open.push(closer)
    else if (CLOSERS.includes(character) && open.pop() !== character) break
    end += character.length
  }
  while (CLOSING.includes(found.charAt(end - 1))) end -= 1
  return found.slice(0, end)
}

const ESCAPED: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPED[character] ?? character)
