/** Rules for which addresses and host names may be fetched when somebody gives a URL. Pure: no look-ups. */

type Ip = { version: 4 | 6; value: bigint }
type Range = { version: 4 | 6; first: bigint; last: bigint; what: string }

const BITS = { 4: 32, 6: 128 } as const

/**
 * Every block of the IANA special-purpose registries (RFC 6890 and its successors), the reserved and multicast
 * space, and one provider's internal service on a public address. IPv6 ranges that embed an IPv4 address are refused
 * entirely: no site that people name is reachable by them alone.
 */
const RANGES: readonly Range[] = [
  range('0.0.0.0/8', 'means “this host”'),
  range('10.0.0.0/8', 'belongs to a private network'),
  range('100.64.0.0/10', 'belongs to a provider’s internal network'),
  range('127.0.0.0/8', 'means the machine itself'),
  range('169.254.0.0/16', 'is a link-local address (cloud metadata lives there)'),
  range('172.16.0.0/12', 'belongs to a private network'),
  range('192.0.0.0/24', 'is reserved for protocols'),
  range('192.0.2.0/24', 'is reserved for documentation'),
  range('192.31.196.0/24', 'is reserved for protocols'),
  range('192.52.193.0/24', 'is reserved for protocols'),
  range('192.88.99.0/24', 'is a 6to4 relay'),
  range('192.168.0.0/16', 'belongs to a private network'),
  range('192.175.48.0/24', 'is reserved for protocols'),
  range('198.18.0.0/15', 'is reserved for benchmarks'),
  range('198.51.100.0/24', 'is reserved for documentation'),
  range('203.0.113.0/24', 'is reserved for documentation'),
  range('168.63.129.16/32', 'is a cloud provider’s internal service'),
  range('224.0.0.0/4', 'is a multicast address'),
  range('255.255.255.255/32', 'is the broadcast address'),
  range('240.0.0.0/4', 'is reserved'),
  range('::/128', 'means “this host”'),
  range('::1/128', 'means the machine itself'),
  range('::/96', 'carries an IPv4 address'),
  range('::ffff:0:0/96', 'carries an IPv4 address'),
  range('::ffff:0:0:0/96', 'carries an IPv4 address'),
  range('64:ff9b::/96', 'carries an IPv4 address (NAT64)'),
  range('64:ff9b:1::/48', 'carries an IPv4 address (NAT64)'),
  range('100::/64', 'discards what is sent to it'),
  range('2001::/32', 'carries an IPv4 address (Teredo)'),
  range('2001::/23', 'is reserved for protocols'),
  range('2001:db8::/32', 'is reserved for documentation'),
  range('2002::/16', 'carries an IPv4 address (6to4)'),
  range('2620:4f:8000::/48', 'is reserved for protocols'),
  range('3fff::/20', 'is reserved for documentation'),
  range('fc00::/7', 'belongs to a private network'),
  range('fe80::/10', 'is a link-local address'),
  range('fec0::/10', 'belongs to a private network'),
  range('ff00::/8', 'is a multicast address'),
]
/** The block that IANA has assigned to the public IPv6 Internet. */
const PUBLIC_IPV6 = range('2000::/3', '')

/**
 * Returns why an IP address is not public, in plain words; null if it is public. Takes IPv4 in four decimal parts and IPv6
 * without brackets; anything else is not public.
 */
export function addressProblem(ip: string): string | null {
  const address = parseIp(ip)
  if (!address) return `“${ip.slice(0, 60)}” is not an IP address.`
  const special = RANGES.find((one) => holds(one, address))
  if (special) return `The address ${ip} ${special.what}; only public addresses are fetched.`
  if (address.version === 6 && !holds(PUBLIC_IPV6, address))
    return `The address ${ip} is outside the public Internet; only public addresses are fetched.`
  return null
}

const URL_MAX = 2048
const HOST_MAX = 253
const PORTS = ['', '80', '443', '8080', '8443']
/** RFC 2606, 6761, 6762, 7686, 8375, 9476, ICANN’s .internal, and names invented by home and office routers. */
const RESERVED_SUFFIXES = [
  ...['localhost', 'local', 'localdomain', 'internal', 'intranet', 'private', 'lan', 'home', 'corp'],
  ...['home.arpa', 'onion', 'alt', 'test', 'example', 'invalid'],
]

/**
 * Checks a URL before any look-up: scheme, user name, port, and the host as far as possible. A host name must still be
 * resolved and each of its addresses checked with `addressProblem`. Fetch the URL that is returned, not the text: another
 * parser may read the text differently.
 */
export function urlProblem(text: string): { url: URL } | { problem: string } {
  if (text.length > URL_MAX) return { problem: `The address is longer than ${URL_MAX} characters.` }
  const url = URL.parse(text)
  if (!url) return { problem: 'This is not a complete web address, such as https://www.example.com/page.' }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { problem: `Only http and https addresses are fetched, not ${url.protocol.slice(0, 20)}` }
  if (url.username !== '' || url.password !== '')
    return { problem: 'The address holds a user name or password; only open pages are fetched.' }
  if (!PORTS.includes(url.port))
    return { problem: `Port ${url.port} is not fetched; only 80, 443, 8080 and 8443 are.` }
  const problem = url.hostname.startsWith('[')
    ? addressProblem(url.hostname.slice(1, -1))
    : parseIp(url.hostname)
      ? addressProblem(url.hostname)
      : nameProblem(url.hostname)
  return problem === null ? { url } : { problem }
}

/** Tests whether a URL’s host is an IP address (in any form that a URL allows) rather than a name. */
export const isAddress = (url: URL): boolean => url.hostname.startsWith('[') || parseIp(url.hostname) !== null

function nameProblem(hostname: string): string | null {
  const name = hostname.replace(/\.$/, '')
  const labels = name.split('.')
  if (name.length > HOST_MAX || labels.some((label) => label === '' || label.length > 63))
    return 'The host of this address is not a valid name.'
  const suffix = RESERVED_SUFFIXES.find((one) => name === one || name.endsWith(`.${one}`))
  if (suffix !== undefined) return `Names that end in “${suffix}” are not on the public Internet.`
  if (labels.length < 2) return `“${name}” is a name of a local network, not of the public Internet.`
  return null
}

// --- IP addresses as numbers ------------------------------------------------------------------

function parseIp(text: string): Ip | null {
  const value = text.includes(':') ? ipv6Value(text) : ipv4Value(text)
  return value === null ? null : { version: text.includes(':') ? 6 : 4, value }
}

function ipv4Value(text: string): bigint | null {
  const parts = text.split('.')
  // Parsers disagree on whether “010” is 8 or 10: accept no leading zeros.
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255))
    return null
  return parts.reduce((value, part) => value * 256n + BigInt(part), 0n)
}

function ipv6Value(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = halves.map((half, index) => groups(half, index === halves.length - 1))
  if (!head) return null
  if (tail === undefined) return halves.length === 1 && head.length === 8 ? joined(head) : null
  if (tail === null || head.length + tail.length > 7) return null
  return joined([...head, ...Array<bigint>(8 - head.length - tail.length).fill(0n), ...tail])
}

/** Parses the 16-bit groups of one side of “::”. The last two may be written as an IPv4 address. */
function groups(half: string, isLast: boolean): bigint[] | null {
  if (half === '') return []
  const parts = half.split(':')
  const values: bigint[] = []
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) values.push(BigInt(`0x${part}`))
    else {
      const embedded = isLast && index === parts.length - 1 ? ipv4Value(part) : null
      if (embedded === null) return null
      values.push(embedded >> 16n, embedded & 0xffffn)
    }
  }
  return values
}

function joined(values: readonly bigint[]): bigint {
  return values.reduce((value, group) => (value << 16n) | group, 0n)
}

const holds = ({ version, first, last }: Range, ip: Ip) =>
  version === ip.version && first <= ip.value && ip.value <= last

function range(cidr: string, what: string): Range {
  const [text = '', prefix] = cidr.split('/')
  const ip = parseIp(text)
  if (!ip) throw new Error(`${cidr} is not a block of addresses.`)
  const size = 1n << BigInt(BITS[ip.version] - Number(prefix))
  return { version: ip.version, first: ip.value, last: ip.value + size - 1n, what }
}
