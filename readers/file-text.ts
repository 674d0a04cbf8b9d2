import { decode, markedEncoding } from './encoding.ts'

/**
 * Decodes a text file as people save it: UTF-8, UTF-16 with its byte order mark, or an encoding of older spreadsheets, Windows-1252, or
 * Mac Roman where it has the line ends of a Mac. Returns null where no letters can be read.
 */
export function fileText(bytes: Uint8Array): string | null {
  const unicode = decode(bytes, markedEncoding(bytes) ?? 'utf-8')
  if (unicode !== null) return unicode
  const texts = ['windows-1252', 'macintosh'].flatMap((encoding) => decode(bytes, encoding) ?? [])
  const isOfMac = bytes.includes(13) && !bytes.includes(10)
  const [best] = (isOfMac ? texts.reverse() : texts).sort((one, other) => oddIn(one) - oddIn(other))
  return best ?? null
}

/** Counts signs in places where no language has them, which show a wrong encoding. */
const oddIn = (text: string): number =>
  text.match(
    /[\u0080-\u009f]|(?<=\p{Ll})[\p{Lu}ƒˆ˜„†‡‰¤¦§¨©ª¬®¯±²³´µ¶¸¹¼½¾×÷]|[ƒ„†‡‰¤¦¬¶¸ŽžÞþÐðÝ](?=\p{Ll})|[√∞∂∑∏π∫Ω≈∆◊ˇ˘˙˚˝˛ﬁﬂ]/gu,
  )?.length ?? 0
