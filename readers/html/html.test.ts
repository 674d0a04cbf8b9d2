import { describe, expect, it } from 'vitest'
import { readHtml as readAny } from './read.ts'

function readHtml(html: string, url?: string) {
  const read = readAny(html, url)
  if ('error' in read) throw new Error(read.error)
  return read
}

const textOf = (body: string) => readHtml(`<!doctype html><title>T</title><body>${body}`).text
const page = 'https://harbour.example/help/fares.html'

describe('a page', () => {
  it('is read as plain text, and beside it what its parts are', () => {
    const { text, blocks } = readHtml(
      '<h1>Returns</h1><p>Within <b>30</b> days.</p><ul><li>unused<li>in its box<ol start=3><li>new</ol></ul><table><tr><th>Day<th>Open<tr><td>Mon<td>9:00</table>',
    )
    expect(text).toBe(
      'Returns\n\nWithin 30 days.\n\n- unused\n- in its box\n  3. new\n\nDay | Open\nMon | 9:00',
    )
    expect(blocks.map(({ start, end, ...rest }) => ({ ...rest, said: text.slice(start, end) }))).toEqual([
      { kind: 'heading', level: 1, said: 'Returns' },
      { kind: 'text', said: 'Within 30 days.' },
      { kind: 'item', level: 1, said: '- unused' },
      { kind: 'item', level: 1, said: '- in its box' },
      { kind: 'item', level: 2, said: '3. new' },
      { kind: 'row', isHead: true, said: 'Day | Open' },
      { kind: 'row', said: 'Mon | 9:00' },
    ])
  })

  it.each([
    ['underscores of an address', '<p>shop_support_fr@example.com', 'shop_support_fr@example.com'],
    ['a code', '<p>Use WELCOME_10.', 'Use WELCOME_10.'],
    ['stars and brackets', '<p>4*5 = 20 [1] ~ 3 ~', '4*5 = 20 [1] ~ 3 ~'],
    ['a number at a line’s start', '<p>1. May is a holiday', '1. May is a holiday'],
    ['a hyphen at a line’s start', '<p>- 5 degrees', '- 5 degrees'],
    ['a plus', '<p>+44 20 7946 0123', '+44 20 7946 0123'],
    ['a hash', '<p># 7 Mill Lane', '# 7 Mill Lane'],
    [
      'an address with signs',
      '<p><a href="https://x.example/a_b*c">here</a>',
      'here (https://x.example/a_b*c)',
    ],
    ['a backslash of its own', '<p>C:\\_new', 'C:\\_new'],
  ])('keeps %s as it is read', (_, html, text) => expect(textOf(html)).toBe(text))

  it.each([
    [
      'a question in a button',
      '<h2><button aria-expanded="false">Bikes?</button></h2><div hidden>Yes, four euros.</div>',
      'Bikes?\n\nYes, four euros.',
    ],
    [
      'a button with a class',
      '<button class="accordion">Refunds</button><div class="panel" style="display:none">No.</div>',
      'Refunds\n\nNo.',
    ],
    [
      'a bare button that asks',
      '<button>Is there a lift?</button><p>By gate B.',
      'Is there a lift?\n\nBy gate B.',
    ],
    ['details', '<details><summary>Pets</summary>Dogs only.</details>', 'Pets\n\nDogs only.'],
    [
      'a closed tab',
      '<button role="tab" aria-controls="t2">Prices</button><div id="t2" role="tabpanel" hidden>Nine euros.</div>',
      'Prices\n\nNine euros.',
    ],
    [
      'what a link opens',
      '<a href="#more">More</a><div id="more" style="display: none">Later words.</div>',
      'More\n\nLater words.',
    ],
    [
      'what Bootstrap collapses',
      '<a data-bs-target="#c">Fees</a><div id="c" class="collapse" style="display:none">None.</div>',
      'Fees\n\nNone.',
    ],
    ['what is found by searching the page', '<p hidden="until-found">Found words.', 'Found words.'],
    [
      'terms',
      '<dl><dt>Luggage<dd>Two pieces.<dt>May I bring a dog?<dd>Yes.</dl>',
      'Luggage: Two pieces.\n\nMay I bring a dog?\n\nYes.',
    ],
  ])('tells what it lets its visitors open: %s', (_, html, text) => expect(textOf(html)).toBe(text))

  it.each([
    ['hidden', '<p hidden>margin sixty</p>'],
    ['display: none', '<p style="color:red; display : none">margin sixty</p>'],
    ['visibility: hidden', '<p style="visibility:hidden">margin sixty</p>'],
    ['a class of its style sheet', '<style>.no, h9 { display:none }</style><p class="x no">margin sixty</p>'],
    ['an id of its style sheet', '<style>#no{visibility:hidden}</style><p id=no>margin sixty</p>'],
    ['a closed dialog', '<dialog>margin sixty</dialog>'],
    ['the name of an icon', '<i class="material-icons" aria-hidden="true">margin sixty</i>'],
    ['within something hidden', '<div hidden><p>margin <b>sixty</b></p></div>'],
  ])('does not tell what nothing on it opens: %s', (_, html) => {
    const { text, unread } = readHtml(`<p>Before.</p>${html}<p>After.</p>`)
    expect(text).toBe('Before.\n\nAfter.')
    expect(unread).toEqual([{ what: 'hidden', count: 1 }])
  })

  it.each([
    ['del', '<p>Pass <del>20 euros</del> <ins>16 euros</ins>.', 'Pass 16 euros.'],
    ['s', '<p>Pass <s>20 euros</s> 16 euros.', 'Pass 16 euros.'],
    ['strike', '<p>Pass <strike>20 euros</strike> 16 euros.', 'Pass 16 euros.'],
    [
      'a style',
      '<p>Pass <span style="text-decoration: line-through red">20 euros</span> 16 euros.',
      'Pass 16 euros.',
    ],
    [
      'a class',
      '<style>.was{text-decoration-line:line-through}</style><p>Pass <i class="was">20 euros</i> 16 euros.',
      'Pass 16 euros.',
    ],
  ])('does not offer what is struck: %s', (_, html, text) => {
    const read = readHtml(html)
    expect(read.text).toBe(text)
    expect(read.unread).toEqual([{ what: 'struck', count: 1 }])
  })

  it.each([
    ['relative to the page', 'form.html', 'https://harbour.example/help/form.html'],
    ['above it', '../c', 'https://harbour.example/c'],
    ['of the site', '/faq', 'https://harbour.example/faq'],
    ['a query', '?q=1', 'https://harbour.example/help/fares.html?q=1'],
    ['without a scheme', '//cdn.example/x', 'https://cdn.example/x'],
    ['whole', 'https://other.example/y', 'https://other.example/y'],
    ['mail', 'mailto:a_b@harbour.example?subject=Hi', 'a_b@harbour.example'],
    ['a telephone', 'tel:+44207946', '+44207946'],
  ])('says where a link leads: %s', (_, href, url) =>
    expect(readHtml(`<p>See <a href="${href}">this</a>.`, page).text).toBe(`See this (${url}).`),
  )

  it.each([
    [
      'a base',
      readHtml('<base href="https://b.example/x/"><a href="y">this</a>', page).text,
      'this (https://b.example/x/y)',
    ],
    [
      'a relative base',
      readHtml('<base href="/x/"><a href="y">this</a>', page).text,
      'this (https://harbour.example/x/y)',
    ],
    ['no place of its own', readHtml('<a href="y">this</a>').text, 'this'],
    ['a script', readHtml('<a href="javascript:x()">this</a>', page).text, 'this'],
    ['a place within the page', readHtml('<h2>Fares <a href="#fares">¶</a></h2>', page).text, 'Fares'],
    ['itself', readHtml('<a href="https://www.b.example/">b.example</a>', page).text, 'b.example'],
  ])('joins links to %s', (_, text, wanted) => expect(text).toBe(wanted))

  it.each([
    ['comments between letters', '<p>Re<!-- -->act <!-- x -->words', 'React words'],
    ['marks within a word', '<p><b>W</b>elcome', 'Welcome'],
    [
      'raised and lowered',
      '<p>40 m<sup>2</sup>, CO<sub>2</sub>, 1<sup>er</sup> étage',
      '40 m², CO₂, 1er étage',
    ],
    ['raised cents', '<p>€4<sup>99</sup> today', '€4.99 today'],
    ['a note’s number', '<p>20 euros<sup>1</sup>', '20 euros¹'],
    ['breaks', '<p>Fare<br>Adult 12<br>Child 6', 'Fare\nAdult 12\nChild 6'],
    [
      'boxes',
      '<label><input type=checkbox checked> Breakfast</label><br><input type="radio"> Lunch',
      '☑ Breakfast\n☐ Lunch',
    ],
    ['soft hyphens and no-break spaces', '<p>Liefer&shy;zeit 2&nbsp;Tage', 'Lieferzeit 2 Tage'],
    ['elements of its own making', '<my-q>Open?</my-q><my-a>Daily.</my-a>', 'Open?\n\nDaily.'],
    [
      'lists that count on',
      '<ol><li>a<li>b</ol><p>x</p><ol start=3 type=a><li>c</ol>',
      '1. a\n2. b\n\nx\n\nc. c',
    ],
  ])('reads %s', (_, html, text) => expect(textOf(html)).toBe(text))

  it.each([
    [
      'down',
      '<tr><td rowspan=2>Island<td>Deck<td>12<tr><td>Cabin<td>40',
      'Island | Deck | 12\nIsland | Cabin | 40',
    ],
    ['across', '<tr><td>A<td>B<td>C<tr><td colspan=2>Bicycle<td>4', 'A | B | C\nBicycle | 4'],
    ['both', '<tr><td rowspan=2 colspan=2>X<td>1<tr><td>2', 'X | 1\nX | 2'],
    ['to the end', '<tr><td rowspan=0>X<td>1<tr><td>2<tr><td>3', 'X | 1\nX | 2\nX | 3'],
    ['in the last column', '<tr><td>1<td rowspan=2>Y<tr><td>2', '1 | Y\n2 | Y'],
  ])('keeps cells that reach %s with their rows', (_, rows, text) =>
    expect(textOf(`<table>${rows}</table>`)).toBe(text),
  )

  it.each([
    ['cells', '<table><tr><td><p>A<td><p>B<tr><td>C<td>D</table>', 'A | B\nC | D'],
    ['items', '<ul><li><p>A<li><p>B</ul>', '- A\n- B'],
    ['terms', '<dl><dt><b>A<dd><p>B<dt>C<dd>D</dl>', 'A: B\n\nC: D'],
  ])('with %s that are never closed is read as browsers do', (_, html, text) =>
    expect(textOf(html)).toBe(text),
  )

  it('that uses a table to lay itself out is read cell by cell', () => {
    expect(textOf('<table><tr><td><h2>Hours</h2><p>Daily.<td><table><tr><td>Mon<td>9</table></table>')).toBe(
      'Hours\n\nDaily.\n\nMon | 9',
    )
  })

  it.each([
    ['words', '<svg><g><text x="1">Open until 8</text><text>Daily</text></g></svg>', 1],
    ['a span of words', '<svg><text><tspan>Open</tspan></text></svg>', 1],
    ['an icon’s name', '<svg><title>Clock</title><desc>An icon</desc><path d="M0 0"/></svg>', 0],
    ['no words', '<svg><text> </text><circle r="3"/></svg>', 0],
    ['an icon before a text', '<svg><path/></svg><p>text</p>', 0],
    ['two drawings', '<svg><text>A</text></svg><p>Between.</p><svg><text>B</text></svg>', 2],
  ])('counts a drawing with %s as a picture if words are in it', (_, html, count) => {
    expect(readHtml(`<p>Before.</p>${html}<p>After.</p>`)).toMatchObject({
      unread: count === 0 ? [] : [{ what: 'pictures', count }],
    })
  })

  it('leaves out what only a browser uses, and counts what it shows from elsewhere', () => {
    const { text, unread } = readHtml(
      '<nav>Home</nav><script>steal()</script><noscript>No script</noscript><svg><title>Icon</title></svg><template>Later</template><form>Words <input value="typed"><button>Send</button><select><option>S</select></form><img src=x alt="Map"><img alt=""><iframe>Frame</iframe>',
    )
    expect(text).toBe('Words')
    expect(unread).toEqual([
      { what: 'choices', count: 1 },
      { what: 'pictures', count: 1 },
      { what: 'embedded', count: 1 },
    ])
  })
})
