import { expect, it } from 'vitest'
import { plainText, withoutMentions } from './html.ts'

it.each<[what: string, html: string, text: string]>([
  ['paragraphs and breaks', '<p>One<br />two</p><p>Three</p>', 'One\ntwo\n\nThree'],
  [
    'a link whose ends are hidden',
    '<p>See <a href="https://example.com/a/b"><span class="invisible">https://</span><span class="ellipsis">example.com/a</span><span class="invisible">/b</span></a></p>',
    'See https://example.com/a/b',
  ],
  [
    'a mention and a hashtag',
    '<p><span class="h-card"><a href="https://a.example/@ana" class="u-url mention">@<span>ana</span></a></span> <a href="/tags/tea">#<span>tea</span></a></p>',
    '@ana #tea',
  ],
  ['a script', '<p>Hi<script>alert("1 < 2")</script> there</p>', 'Hi there'],
  ['a handler of an image', '<p>Hi<img src=x onerror="alert(1)"></p>', 'Hi'],
  [
    'entities, once',
    '<p>a &lt;b&gt; &amp;lt; &#39;c&#x27; &nbsp;d &unknown;</p>',
    "a <b> &lt; 'c'  d &unknown;",
  ],
  ['a number that is no sign', '<p>&#0;&#99999999;a</p>', '&#99999999;a'],
  ['nothing', '', ''],
])('the text of %s is read plainly', (_what, html, text) => {
  expect(plainText(html)).toBe(text)
})

it.each([
  ['@cafe Yes', 'Yes'],
  ['@cafe@a.example @ana@b.example Yes @ben', 'Yes @ben'],
  ['@cafe', '@cafe'],
  ['Yes @cafe', 'Yes @cafe'],
])('of %j, without the mentions at its beginning, %j is left', (text, left) => {
  expect(withoutMentions(text)).toBe(left)
})
