import type { PreparedPost } from '#core/lib/platform/connector.ts'

const MAX_TITLE = 100
/** People and blogs: the category that YouTube itself sets where none is chosen. */
const CATEGORY = '22'

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The words of a video as YouTube stores them. */
export interface Snippet {
  title: string
  description: string
  categoryId: string
}

/** Returns a video's words: the first line of the text as its title, or its file's name where there is none, and all of it as its description. */
export function snippetOf({ text, media }: Pick<PreparedPost, 'text' | 'media'>): Snippet {
  const lines = text.split('\n').map((line) => line.trim())
  const fileName = media[0]?.fileName.replace(/\.\w{1,5}$/, '') ?? ''
  const title = lines.find((line) => line !== '') ?? fileName
  return { title: titleOf(taken(title)) || 'Video', description: taken(text), categoryId: CATEGORY }
}

/** Writes what YouTube does not take, `<` and `>`, as the signs that look most like them. */
const taken = (text: string): string => text.replaceAll('<', '‹').replaceAll('>', '›')

/** Returns a description as it was written, to be compared with the text of a post. */
export const written = (description: string): string => description.replaceAll('‹', '<').replaceAll('›', '>')

/** Shortens a line to a title: between words where that keeps half of it, and never within an emoji. */
function titleOf(line: string): string {
  if (line.length <= MAX_TITLE) return line
  let cut = ''
  for (const { segment } of segmenter.segment(line)) {
    if (cut.length + segment.length > MAX_TITLE - 1) break
    cut += segment
  }
  const space = cut.lastIndexOf(' ')
  const whole = line[cut.length] !== ' ' && space >= MAX_TITLE / 2 ? cut.slice(0, space) : cut
  return `${whole.trimEnd()}…`
}

/** Audience of a video, and what it is said to be. An update replaces all of it. */
export const statusOf = (privacyStatus: 'private' | 'public', synthetic: boolean) => ({
  privacyStatus,
  selfDeclaredMadeForKids: false,
  containsSyntheticMedia: synthetic,
  license: 'youtube',
  embeddable: true,
})
