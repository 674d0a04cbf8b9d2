import type { CommentInput, CommentOutput } from '#core/engagement/schemas.ts'
import { textLength } from '#core/lib/platform/length.ts'
import { plain, sentences } from '#core/lib/text/text.ts'

/** Comments around a few words of the post (`…`), which state nothing that it does not say. */
const SAID = {
  en: {
    statements: [
      'Well put: “…” is the part that I will remember.',
      'I keep coming back to “…”. Glad that this was said.',
      'Glad to read this. “…” says it in a few words.',
      'Passing this on to the team, and “…” first of all.',
      '“…” is worth a second reading. Thank you for this.',
    ],
    questions: [
      'What stands behind “…”? I would like to read more about it.',
      'How did you come to “…”? That caught my eye.',
      'Will you tell more about “…” some day?',
      'What would you say to somebody who hears “…” for the first time?',
      'Which part of “…” mattered most to you?',
    ],
    more: 'This is one of those posts that are worth reading twice, and worth passing on to a friend.',
  },
  fr: {
    statements: [
      'Bien dit : « … » est ce que je retiendrai.',
      'Je reviens sans cesse à « … ». Content que ce soit dit.',
      'Un plaisir à lire. « … » dit tout en peu de mots.',
      'Je le transmets à l’équipe, à commencer par « … ».',
      '« … » mérite une seconde lecture. Merci pour cela.',
    ],
    questions: [
      'Qu’y a-t-il derrière « … » ? J’aimerais en lire davantage.',
      'Comment en êtes-vous venus à « … » ? Cela m’a sauté aux yeux.',
      'Nous en direz-vous plus sur « … » un jour ?',
      'Que diriez-vous à qui découvre « … » pour la première fois ?',
      'Quelle part de « … » comptait le plus pour vous ?',
    ],
    more: 'C’est une de ces publications qui méritent d’être lues deux fois et transmises à un ami.',
  },
} as const

const MOST_WORDS = 6
const NOTHING =
  'The offline engine comments by taking up a few words of the post, and finds none that keep to this pattern. A model can.'

/** Comments on a post by taking up a few of its words: the first way and words that keep to the pattern, and that no colleague has used. */
export function comment({ post, language, pattern, others }: CommentInput): CommentOutput {
  const { statements, questions, more } = SAID[language === 'fr' ? 'fr' : 'en']
  const taken = new Set(others.map(plain))
  const forms = pattern.asksQuestion ? questions : statements
  // Colleagues begin at different ones.
  const turned = forms.map((_, index) => forms[(index + others.length) % forms.length] ?? '')
  for (const words of fragmentsOf(post))
    for (const form of turned) {
      const short = form.replace('…', () => words)
      for (const text of [short, `${short} ${more}`]) {
        const length = textLength(text, 'graphemes')
        if (length >= pattern.lengthMin && length <= pattern.lengthMax && !taken.has(plain(text)))
          return { text, reason: null }
      }
    }
  return { text: null, reason: NOTHING }
}

/** Lists short runs of words from the sentences of a post, without what a comment may not hold. */
function fragmentsOf(post: string): string[] {
  return sentences(post).flatMap(({ start, end }) => {
    const said = post.slice(start, end)
    // Links, mentions and hashtags end a run, and so does the sign that ends a clause.
    const [clause = ''] = said
      .split(/\S*(?:\/\/|[@#]|\.\p{L})\S*|[,;:.!?…—–"“”«»\n]/u)
      .filter((one) => one.trim() !== '')
    const words = clause.trim().split(/\s+/)
    const fragment = words.slice(0, MOST_WORDS).join(' ')
    return words.length < 2 ? [] : [fragment]
  })
}
