import { describe, expect, it } from 'vitest'
import { type TextUnit, textLength } from './length.ts'

const FAMILY = '👨‍👩‍👧‍👦'
const POEM =
  '故人西辞黄鹤楼，烟花三月下扬州。孤帆远影碧空尽，唯见长江天际流。朱雀桥边野草花，乌衣巷口夕阳斜。旧时王谢堂前燕，飞入寻常百姓家。朝辞白帝彩云间，千里江陵一日还。两岸猿声啼不住，轻舟已过万重山。泪湿罗巾梦不成，夜深前殿按歌声。红颜未老恩先断，斜倚薰笼坐到明。独在异乡为异客，每逢佳节倍思亲。遥知兄弟登高处，遍插茱萸少一人。'
const KANA = 'あいうえおかきくけこ'

type Case = readonly [what: string, text: string, length: number]

/** From the platforms' own published cases, and what their rules say of more. */
const CASES: Readonly<Partial<Record<TextUnit, readonly Case[]>>> = {
  weighted: [
    ['a link', 'Hi http://test.co', 26],
    ['a link alone', 'http://test.co', 23],
    [
      'a long link within much text',
      `285 chars- http://www.twitter.com/jack ${'xxxxxxxxxx-'.repeat(24)}`,
      299,
    ],
    ['ten links', 'https://www.twitter.com/aloha '.repeat(10), 240],
    ['Chinese', POEM, 320],
    ['Chinese after Latin', `the${POEM}`, 323],
    ['emoji', '😷'.repeat(160), 320],
    ['an accent in two pieces', 'A\u0301B', 2],
    ['Hebrew that is written in more pieces', 'A\u05e9\u05bc\u05c1', 4],
    ['emoji of one, two and many parts', `H🐱☺${FAMILY}`, 7],
    ['emoji of the first plane', '😷👾😡🔥💩', 10],
    ['emoji with a skin tone, and of a profession', '🙋🏽👨‍🎤', 4],
    ['140 families', FAMILY.repeat(140), 280],
    ['a key', '1⃣', 2],
    ['emoji of Unicode 10', 'Unicode 10.0 emoji: 🤪; 🧕; 🧕🏾; 🏴󠁧󠁢󠁥󠁮󠁧󠁿', 34],
    ['emoji of Unicode 9', 'Unicode 9.0 emoji: 🤠; 💃; 💃🏾', 29],
    ['signs of direction, and signs that are none', 'ABC\u202a\uffffABC\ufffe', 12],
    ['a link between signs of direction', '\u2066\u202ahttp://foobar.پاکستان/\u202c\u2069', 31],
    [
      'a name too long for a domain',
      'randomurlrandomurlrandomurlrandomurlrandomurlrandomurlrandomurls.com',
      68,
    ],
    ['a domain too long in ASCII', `${KANA.repeat(12)} http://${KANA.repeat(5)}あいう.com`, 358],
    ['a domain just short enough', `${KANA.repeat(12)} http://${KANA.repeat(5)}あい.com`, 264],
    ['a sign that is shown as text', '©', 1],
    ['an emoji that no version has yet', '🧑🏽‍🪉', 2],
    ['a name without a scheme', 'See example.com/path?a=b.', 28],
    ['a mail’s address', 'ana@example.com', 15],
    ['a name that ends in no domain', 'Use node.js', 11],
    ['nothing', '', 0],
  ],
  short_links: [
    ['a link', `${'a'.repeat(476)} http://${'b'.repeat(30)}.com/example`, 500],
    ['a link that touches a word', `${'a'.repeat(476)}http://${'b'.repeat(30)}.com/example`, 525],
    ['a link that is too long', `http://example.com/valid?${'#foo?'.repeat(1000)}`, 5025],
    ['a mention', `${'a'.repeat(475)} @alice@${'b'.repeat(30)}.com`, 482],
    ['a mention whose server is too long for one', `@alice@${'b'.repeat(500)}.com`, 511],
    ['a name without a scheme', 'See example.com', 15],
    ['a link in brackets', '(https://example.com/a_(b))', 25],
    ['a link with a path in another script', 'https://example.com/ピザ', 23],
    ['a mention of this server', '@alice said', 11],
    ['a family', FAMILY, 1],
    ['an address of a mail', 'alice@example.com', 17],
  ],
  emoji_bytes: [
    ['letters', 'né', 2],
    ['an emoji', 'a😀', 5],
    ['a family', FAMILY, 25],
    ['a digit', '1', 1],
    ['a flag', '🇫🇷', 8],
  ],
  bytes: [
    ['letters', 'né', 3],
    ['an emoji', '😀', 4],
  ],
}

describe.each(Object.entries(CASES))('in %s', (unit, cases) => {
  it.each(cases)('%s is counted as the platforms count it', (_what, text, length) => {
    expect(textLength(text, unit as TextUnit)).toBe(length)
  })
})
