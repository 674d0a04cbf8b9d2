/** Up to white space, a quote, an angle bracket, or what turns the direction of writing and so could show another address. */
const ADDRESS = /https?:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi
const CLOSING = '.,;:!?…“”‘’«»)]}'
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]']

/**
 * A text in pieces, those with `href` being links. Mails hold what strangers wrote: a link leads to this machine or to the
 * dashboard at `webUrl`, any other address stays text. Pure.
 */
export function linked(text, webUrl = null) {
  const pieces = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const address = withoutClosing(found)
    if (!leadsHome(address, webUrl)) continue
    if (index > end) pieces.push({ text: text.slice(end, index) })
    pieces.push({ text: address, href: address })
    end = index + address.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

function leadsHome(address, webUrl) {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, origin, username, password } = new URL(address)
  if (!['http:', 'https:'].includes(protocol) || username !== '' || password !== '') return false
  return THIS_MACHINE.includes(hostname) || (webUrl !== null && origin === new URL(webUrl).origin)
}

function withoutClosing(found) {
  let end = found.length
  while (CLOSING.includes(found[end - 1])) end -= 1
  return found.slice(0, end)
}
