import { bandOf, type VoiceInput, type VoiceOutput } from '#core/characters/schemas.ts'
import { collapse, sentences } from '#core/lib/text/text.ts'

type Words = Readonly<Record<VoiceInput['language'], string>>

const GREETING: Words = { en: 'Hey!', fr: 'Salut !' }
const PICTURE: Words = { en: 'Picture this:', fr: 'Imaginez un peu :' }
const HONESTLY: Words = { en: 'Honestly:', fr: 'Franchement :' }
const QUESTION: Words = { en: 'How do you see it?', fr: 'Et vous, qu’en dites-vous ?' }
const SMILE = '😄'

const EMOJI = /\s*\p{RGI_Emoji}/gv
/** Forms of speech that are written out where somebody speaks formally. */
const WRITTEN_OUT: readonly (readonly [RegExp, string])[] = [
  [/\bcan[’']t\b/g, 'cannot'],
  [/\bwon[’']t\b/g, 'will not'],
  [/n[’']t\b/g, ' not'],
  [/[’']re\b/g, ' are'],
  [/[’']ve\b/g, ' have'],
  [/[’']ll\b/g, ' will'],
  [/\b([Ii])[’']m\b/g, '$1 am'],
  [/\bça\b/g, 'cela'],
]
/** The most sentences that a reserved character says. */
const RESERVED = 2

/**
 * Says a text by a character's traits without adding a fact: each trait that is low or high changes it in one way of its own
 * (docs/characters.md).
 */
export function voice({ text, language, traits }: VoiceInput): VoiceOutput {
  const { extroversion, creativity, humor, professionalism, authenticity } = traits
  let said = sentences(text).map(({ start, end }) => collapse(text.slice(start, end)))
  const each = (change: (sentence: string) => string) => {
    said = said.map(change).filter((sentence) => sentence !== '')
  }
  if (bandOf(professionalism) === 'high')
    each((sentence) =>
      WRITTEN_OUT.reduce((one, [form, whole]) => one.replace(form, whole), sentence)
        .replace(EMOJI, '')
        .replace(/\s*!+/g, '.'),
    )
  if (bandOf(humor) === 'low') each((sentence) => sentence.replace(EMOJI, ''))
  if (bandOf(extroversion) === 'low')
    said = said.slice(0, RESERVED).map((sentence) => sentence.replace(/\s*!+/g, '.'))
  const opening = [
    ...(bandOf(professionalism) === 'low' ? [GREETING[language]] : []),
    ...(bandOf(authenticity) === 'high' ? [HONESTLY[language]] : []),
    ...(bandOf(creativity) === 'high' ? [PICTURE[language]] : []),
  ]
  const ending = [
    ...(bandOf(extroversion) === 'high' ? [QUESTION[language]] : []),
    ...(bandOf(humor) === 'high' ? [SMILE] : []),
  ]
  const between = bandOf(creativity) === 'high' ? '\n\n' : ' '
  const made = [[...opening, said.join(between)].join(' '), ...ending].join(' ').trim()
  return { text: made === '' ? text : made }
}
