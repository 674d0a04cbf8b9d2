/**
 * URLs of attackers and of honest people, one per row. The forms follow the published corpora on server-side request
 * forgery (PayloadsAllTheThings, the WHATWG URL tests, advisories of similar products).
 */
export interface Vector {
  url: string
  /** DNS answers: addresses separated by spaces; `then` separates one look-up from the next, and the last answer stays. */
  names: Record<string, string>
  /** Redirects of the public server: status and `Location` by URL. */
  redirects: Record<string, readonly [status: number, location: string]>
  /** Null when the URL is fetched, else a part of the reason why it is refused. */
  refused: string | null
}

/** The corpus's public Internet addresses. All other addresses belong to the private network. */
export const PUBLIC = [
  ...['93.184.215.14', '1.1.1.1', '8.8.8.8', '203.0.114.1', '172.32.0.1', '100.128.0.1', '198.20.0.1'],
  ...['9.255.255.255', '11.0.0.1', '126.255.255.255', '128.0.0.1', '169.255.0.1', '192.169.0.1'],
  ...['223.255.255.255', '2606:2800:21f:cb07:6820:80da:af6b:8b2c', '2606:4700::1111'],
  ...['2a00:1450:4007:80c::200e', '2001:4860:4860::8888'],
] as const
const SITE = `${PUBLIC[0]} ${PUBLIC[14]}`
const NAMES = {
  'example.com': SITE,
  'www.example.com': SITE,
  'example.org': SITE,
  'xn--bcher-kva.example.com': SITE,
}

const refused = (reason: string, urls: readonly string[]): Vector[] =>
  urls.map((url) => ({ url, names: NAMES, redirects: {}, refused: reason }))

const MACHINE = 'means the machine itself'
const NOT_A_URL = 'not a complete web address'
const EMBEDDED = 'carries an IPv4 address'
const SCHEME = 'Only http and https'
const USER = 'user name or password'

const literals: Vector[] = [
  ...refused(MACHINE, [
    ...['http://127.0.0.1/', 'https://127.0.0.1/', 'http://127.0.0.1:8080/', 'http://127.1/'],
    ...['http://127.0.1/', 'http://127.255.255.254/', 'http://2130706433/', 'http://0x7f000001/'],
    ...['http://0x7f.0x0.0x0.0x1/', 'http://0x7f.1/', 'http://0X7F.0.0.1/', 'http://0177.0.0.1/'],
    ...['http://0177.0.0.01/', 'http://017700000001/', 'http://00000177.1/', 'http://127.0x1/'],
    ...['http://127.0.0.1./', 'http://127.0.0.1?@example.com/', 'http:127.0.0.1'],
    ...['http://127.0.0.1#.example.com', 'http://127.0.0.1\\@example.com/', 'http:\\\\127.0.0.1\\'],
    ...['http:///127.0.0.1/', 'http:/127.0.0.1/', 'http://12\t7.0.0.1/', 'http://127.0\n.0.1/'],
    ...[' http://127.0.0.1/ ', 'http://%31%32%37.0.0.1/', 'http://①②⑦.⓪.⓪.①/', 'http://１２７.０.０.１/'],
    ...['http://127。0。0。1/', 'http://127．0．0．1/', 'http://127｡0｡0｡1/', 'http://１２７。１/'],
    ...['http://②①③⓪⑦⓪⑥④③③/', 'http://⓪ⓧ⑦ⓕ.1/', 'HTTP://127.0.0.1/', 'http://127.0.0.1%2e/'],
    ...['http://\u00ad127.0.0.1/', 'http://127.0.0.\u200b1/', 'http://[::1]/', 'http://[0:0:0:0:0:0:0:1]/'],
    ...['http://[0000::0001]:443/'],
  ]),
  ...refused('means “this host”', [
    ...['http://0/', 'http://0.0.0.0/', 'http://0x0/', 'http://00.0/', 'http://0.1.2.3/', 'http://[::]/'],
    ...['http://[0:0:0:0:0:0:0:0]/', 'http://⓪/'],
  ]),
  ...refused('belongs to a private network', [
    ...['http://10.0.0.1/', 'http://10.255.255.255/', 'http://167772161/', 'http://0xa.1/'],
    ...['http://012.0.0.1/', 'http://172.16.0.1/', 'http://172.31.255.255/', 'http://0xac100001/'],
    ...['http://192.168.0.1/', 'http://192.168.257/', 'http://3232235777/', 'http://0300.0250.1/'],
    ...['http://[fc00::1]/', 'http://[fd00:ec2::254]/latest/meta-data/', 'http://[fdff:ffff::1]/'],
    ...['http://[fec0::1]/'],
  ]),
  ...refused('link-local', [
    ...['http://169.254.169.254/latest/meta-data/', 'http://2852039166/', 'http://0xa9fea9fe/'],
    ...['http://0251.0376.0251.0376/', 'http://0xa9.254.0251.254/', 'http://169.254.43518/'],
    ...['http://①⑥⑨.②⑤④.①⑥⑨.②⑤④/', 'http://169.254.0.0/', 'http://169.254.170.2/v2/credentials'],
    ...['http://[fe80::1]/', 'http://[febf::1]/'],
  ]),
  ...refused('only public addresses', [
    ...['http://100.64.0.1/', 'http://100.100.100.200/latest/meta-data/', 'http://100.127.255.255/'],
    ...['http://192.0.0.192/opc/v2/', 'http://192.0.2.1/', 'http://192.88.99.1/', 'http://198.18.0.1/'],
    ...['http://198.19.255.255/', 'http://198.51.100.7/', 'http://203.0.113.9/'],
    ...['http://168.63.129.16/machine', 'http://224.0.0.1/', 'http://239.255.255.250/', 'http://240.0.0.1/'],
    ...['http://255.255.255.255/', 'http://4294967295/', 'http://[100::1]/', 'http://[2001:db8::1]/'],
    ...['http://[3fff::1]/', 'http://[2001:2::1]/', 'http://[2001:10::1]/', 'http://[2001:20::1]/'],
    ...['http://[ff02::1]/', 'http://[5f00::1]/', 'http://[4000::1]/', 'http://[1::1]/'],
  ]),
  ...refused(EMBEDDED, [
    ...['http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[0:0:0:0:0:ffff:127.0.0.1]/'],
    ...['http://[::FFFF:169.254.169.254]/', 'http://[::ffff:10.0.0.1]/', 'http://[::ffff:8.8.8.8]/'],
    ...['http://[::127.0.0.1]/', 'http://[::a9fe:a9fe]/', 'http://[::ffff:0:127.0.0.1]/'],
    ...['http://[64:ff9b::127.0.0.1]/', 'http://[64:ff9b::a9fe:a9fe]/', 'http://[64:ff9b:1::10.0.0.1]/'],
    ...['http://[2002:7f00:1::]/', 'http://[2002:a9fe:a9fe::1]/', 'http://[2002:c0a8:0101::]/'],
    ...['http://[2001:0:7f00:1::]/', 'http://[2001::80ff:fffe]/'],
  ]),
  ...refused(NOT_A_URL, [
    ...['', ' ', 'example.com', '//example.com', '/page', 'http://', 'http://?', 'http:///'],
    ...['https://:443/', 'http://[::1', 'http://[fe80::1%25eth0]/', 'http://[fe80::1%eth0]/'],
    ...['http://[::1%2525lo]/', 'http://[::1].example.com/', 'http://[127.0.0.1]/'],
    ...['http://127.0.0.1%00.example.com/', 'http://example.com%00@/'],
    ...['http://127.0.0.1%0d%0a.example.com/', 'http://127.0.0.1 .example.com/', 'http://127.0.0.256/'],
    ...['http://1.2.3.4.5/', 'http://4294967296/', 'http://08.0.0.1/', 'http://example.1/'],
    ...['http://example.0x7f/', 'http://example.com:99999/', 'http://example.com:80:80/'],
    ...['http://ex<ample.com/', 'http://[::ffff:127.0.0.1:80]/'],
  ]),
  ...refused(SCHEME, [
    ...['file:///etc/passwd', 'file://127.0.0.1/etc/passwd', 'gopher://127.0.0.1:6379/_INFO'],
    ...['ftp://example.com/a', 'data:text/html,hi', 'javascript:alert(1)', 'blob:https://example.com/0b7c'],
    ...['ws://example.com/', 'wss://example.com/', 'dict://127.0.0.1:11211/', 'ldap://127.0.0.1/'],
    ...['jar:http://127.0.0.1!/', 'view-source:http://127.0.0.1/', 'about:blank', 'tel:+33600000001'],
    ...['localhost:8080'],
  ]),
  ...refused(USER, [
    ...['http://public@127.0.0.1/', 'http://example.com@127.0.0.1/', 'http://example.com:80@127.0.0.1/'],
    ...['http://user:pass@example.com/', 'http://:pass@example.com/', 'http://127.0.0.1@example.com/'],
    ...['http://127.0.0.1:80@example.com:80@example.org/', 'http://example.com%40x@127.0.0.1/'],
    ...['http://1.1.1.1 &@2.2.2.2#@127.0.0.1/', 'http://%00@127.0.0.1/'],
  ]),
  ...refused('Port', [
    ...['http://example.com:22/', 'http://example.com:25/', 'https://example.com:6379/'],
    ...['http://1.1.1.1:11211/', 'http://example.com:3000/', 'https://example.com:5432/'],
    ...['http://[2606:4700::1111]:9200/', 'http://example.com:0/', 'http://example.com:65535/'],
  ]),
  ...refused('not on the public Internet', [
    ...['http://localhost/', 'http://LOCALHOST/', 'http://localhost./', 'http://a.localhost/'],
    ...['http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/', 'http://loc%61lhost/', 'http://printer.local/'],
    ...['http://metadata.google.internal/', 'http://metadata.google.internal./'],
    ...['http://instance-data.ec2.internal/', 'http://router.lan/', 'http://nas.home/', 'http://wiki.corp/'],
    ...['http://hub.home.arpa/', 'http://site.onion/', 'http://a.intranet/', 'http://app.test/'],
    ...['http://app.example/', 'http://app.invalid./', 'http://kubernetes.default.svc.cluster.local/'],
    ...['http://x.ＩＮＴＥＲＮＡＬ/'],
  ]),
  ...refused('local network', [
    'http://intranet-wiki/',
    'http://db/',
    'http://metadata./',
    'http://kubernetes/',
    'http://xn--bcher-kva/',
  ]),
  ...refused('not a valid name', [
    'http://a..example.com/',
    'http://localhost../',
    'http://.example.com/',
    `http://${'a'.repeat(64)}.com/`,
  ]),
  ...refused('longer than', [`http://example.com/${'a'.repeat(2048)}`]),
  ...refused('no server under the name', [
    'http://nothing-here.example.com/',
    'http://127.0.0.1.example.com/',
  ]),
]

/** Public names that resolve to any address: `127.0.0.1.nip.io`, `localtest.me` and the like. */
const resolved: Vector[] = [
  ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.0.0.1', '10.20.30.40', '100.64.0.1', '100.100.100.200'],
  ...['169.254.169.254', '172.16.0.1', '172.31.0.1', '192.168.1.1', '192.0.0.192', '192.0.2.1'],
  ...['198.18.0.1', '203.0.113.1', '224.0.0.251', '255.255.255.255', '::', '::1', '::ffff:127.0.0.1'],
  ...['::ffff:a00:1', '::7f00:1', '64:ff9b::a00:1', '64:ff9b:1::a00:1', 'fc00::1', 'fd00:ec2::254'],
  ...['fe80::1', 'fe80::1%eth0', 'fec0::1', 'ff02::fb', '2001:db8::1', '2001::1', '2002:a00:1::1'],
  ...['3fff::1', '100::1', '127.1', '2130706433', '0177.0.0.1', '0x7f.0.0.1', '10.0.0.1.', '[::1]'],
  ...['localhost', `${SITE} 10.0.0.1`, `127.0.0.1 ${SITE}`, `${SITE} ::1`],
  ...[`1.1.1.1 169.254.169.254 8.8.8.8`, `${SITE} fe80::1`],
].map((addresses) => ({
  url: 'https://site.example.com/page',
  names: { 'site.example.com': addresses },
  redirects: {},
  refused: 'site.example.com: ',
}))

const START = 'http://example.com/start'
const redirect = (
  status: number,
  location: string,
  reason: string | null,
  from = START,
  names = {},
): Vector => ({
  url: from,
  names: { ...NAMES, ...names },
  redirects: { [from]: [status, location] },
  refused: reason,
})
const STATUSES = [301, 302, 303, 307, 308]

const redirected: Vector[] = [
  ...STATUSES.flatMap((status) => [
    redirect(status, 'http://127.0.0.1/', MACHINE),
    redirect(status, 'http://169.254.169.254/latest/meta-data/', 'link-local'),
    redirect(status, 'http://[::ffff:7f00:1]/', EMBEDDED),
    redirect(status, 'http://inside.example.org/', 'private network', START, {
      'inside.example.org': '10.0.0.7',
    }),
  ]),
  redirect(302, '//127.0.0.1/', MACHINE),
  redirect(302, '//127.0.0.1:8080/x', MACHINE, 'https://example.com/start'),
  redirect(302, '/\\127.0.0.1/', MACHINE),
  redirect(302, '\\\\127.0.0.1\\', MACHINE),
  redirect(302, 'http://2130706433/', MACHINE),
  redirect(302, 'http://0x7f.1/', MACHINE),
  redirect(302, 'http://example.com@127.0.0.1/', USER),
  redirect(302, 'http://localhost/', 'not on the public Internet'),
  redirect(302, 'http://metadata.google.internal/', 'not on the public Internet'),
  redirect(302, 'http://example.com:6379/', 'Port'),
  redirect(302, 'file:///etc/passwd', SCHEME),
  redirect(302, 'gopher://127.0.0.1:6379/_INFO', SCHEME),
  redirect(302, 'data:text/plain,hi', SCHEME),
  redirect(302, 'javascript:alert(1)', SCHEME),
  redirect(302, 'http://', 'not an address'),
  redirect(302, 'http://[::1', 'not an address'),
  redirect(302, 'http://example.com/', 'from https to http', 'https://example.com/start'),
  redirect(301, 'http://127.0.0.1/', 'from https to http', 'https://example.com/start'),
  redirect(302, START, 'more than 5 times'),
  redirect(302, '#top', 'more than 5 times'),
  ...['127.0.0.1', '10.0.0.1', '::1', '169.254.169.254', '::ffff:127.0.0.1'].map((address) =>
    // DNS rebinding: public at the check, private when the same name is looked up for the redirect.
    redirect(302, '/again', 'turn.example.com: ', 'http://turn.example.com/start', {
      'turn.example.com': `${SITE} then ${address}`,
    }),
  ),
  {
    ...redirect(302, '/2', MACHINE),
    redirects: {
      [START]: [302, '/2'],
      'http://example.com/2': [301, 'https://example.org/3'],
      'https://example.org/3': [307, 'https://127.0.0.1/'],
    },
  },
  {
    ...redirect(302, '', 'more than 5 times'),
    redirects: Object.fromEntries(
      [START, ...[1, 2, 3, 4, 5].map((n) => `http://example.com/${n}`)].map((from, n) => [
        from,
        [302, `http://example.com/${n + 1}`] as const,
      ]),
    ),
  },
]

const allowed: Vector[] = [
  ...[
    ...['http://example.com', 'https://example.com/', 'https://www.example.com/a/b?c=d&e=f#g'],
    ...['HTTPS://EXAMPLE.COM/', 'https://example.com./', 'https://example.com:443/'],
    ...['http://example.com:8080/', 'https://example.com:8443/', 'http://example.com:443/'],
    ...['https:example.com', 'http://example.com/http://127.0.0.1/'],
    ...['http://example.com/?url=http://127.0.0.1/', 'http://example.com#@127.0.0.1/'],
    ...['http://example.com/@127.0.0.1', 'http://example。com/', 'http://ｅｘａｍｐｌｅ.com/'],
    ...['https://bücher.example.com/', 'http://exam\tple.com/'],
    ...[
      'http://example.com/%00',
      ' https://example.com/ ',
      'http://example.com\\@127.0.0.1/',
      ...PUBLIC.slice(1, 14).map((ip) => `http://${ip}/`),
    ],
    ...['http://16843009/', 'http://0x8080808/', 'http://[2606:4700::1111]/'],
    ...['https://[2a00:1450:4007:80c:0:0:0:200e]:443/'],
  ].map((url) => ({ url, names: NAMES, redirects: {}, refused: null })),
  ...STATUSES.map((status) => redirect(status, 'https://example.org/moved', null)),
  redirect(302, '/elsewhere', null),
  redirect(302, 'next?page=2', null),
  redirect(302, '//www.example.com/x', null),
  redirect(302, 'https://localhost.example.com/', null, START, { 'localhost.example.com': SITE }),
  redirect(302, '/again', null, 'http://turn.example.com/start', {
    'turn.example.com': `${SITE} then 8.8.8.8`,
  }),
]

export const VECTORS: readonly Vector[] = [...literals, ...resolved, ...redirected, ...allowed]
