import { emojiEmotion } from 'emoji-emotion'

/** Emoji that emoji-emotion (MIT) leaves out, and those that people use otherwise today than it says. From −5 to 5, as words. */
const OWN: Readonly<Record<string, number>> = {
  '🔥': 2,
  '✨': 1,
  '🎉': 2,
  '🥳': 3,
  '🙌': 2,
  '👏': 2,
  '👍': 2,
  '👎': -3,
  '💯': 2,
  '🤩': 3,
  '🥰': 3,
  '❤️': 3,
  '❤': 3,
  '🧡': 2,
  '💛': 2,
  '💚': 2,
  '💙': 2,
  '💜': 2,
  '💖': 3,
  '💔': -3,
  '😂': 1,
  '🤣': 1,
  '😭': -1,
  '🙏': 1,
  '💪': 1,
  '⭐': 1,
  '🌟': 1,
  '🏆': 2,
  '🤗': 2,
  '😋': 2,
  '🤤': 2,
  '👌': 2,
  '🫶': 3,
  '🙃': -1,
  '🙄': -2,
  '😒': -2,
  '😑': -1,
  '😤': -2,
  '🤬': -4,
  '🤮': -4,
  '🤢': -3,
  '🤡': -3,
  '💩': -3,
  '🤦': -2,
  '🤷': -1,
  '🗑️': -2,
  '🚩': -2,
  '😡': -4,
  '😠': -3,
  '😬': -1,
  '🥱': -2,
  '🤔': 0,
  '😳': 0,
  '💀': 0,
  '👀': 0,
}
const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ...emojiEmotion.map(({ emoji, polarity }) => [bare(emoji), polarity] as const),
  ...Object.entries(OWN).map(([emoji, weight]) => [bare(emoji), weight] as const),
])

/** Leaves out the form and the colour of skin: 👍🏽 is 👍. */
function bare(emoji: string): string {
  return emoji.replace(/[\uFE0E\uFE0F\u{1F3FB}-\u{1F3FF}]/gu, '').replace(/\u200D[♀♂]/gu, '')
}

const EMOTICONS: readonly [RegExp, number][] = [
  [/^[:;=][-']?[)\]D]+$/, 2],
  [/^<3+$/, 3],
  [/^(\^\^|\^_\^)$/, 2],
  [/^[:=]'?-?[(/[|]+$/, -2],
  [/^(-_-|>:\()$/, -2],
]

/** Finds emoji and emoticons that say how somebody feels. Returns each as it stands, with its weight. */
export function signsIn(text: string): { text: string; weight: number }[] {
  const emoji = [...text.matchAll(/\p{RGI_Emoji}|\p{Extended_Pictographic}/gv)].flatMap(([sign]) => {
    const weight = WEIGHTS.get(bare(sign))
    return weight ? [{ text: sign, weight }] : []
  })
  const emoticons = text.split(/\s+/).flatMap((word) => {
    const weight = EMOTICONS.find(([form]) => form.test(word))?.[1]
    return weight === undefined ? [] : [{ text: word, weight }]
  })
  return [...emoji, ...emoticons]
}
