/** Ends at white space, a quote, an angle bracket, or a character that turns the writing direction and could disguise the address. */
const ADDRESS = /https?:\/\/[^\s<>"'`\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gi
const CLOSING = '.,;:!?…“”‘’«»)]}'
const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]']

/**
 * Splits a text into pieces; those with `href` are links. Mails contain text of strangers, so only addresses on this machine or
 * of the dashboard at `webUrl` become links; any other stays text. Pure.
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
