/** Letters that the fonts of cards can write: letters of these scripts, and the signs and emoji that all scripts share. */
const WRITTEN =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Common}\p{Script=Inherited}]/u

/** Returns the first character of a text for which cards have no letter; null where they can write all of it. */
export const unwritable = (text: string): string | null => WRITTEN.exec(text)?.[0] ?? null

const STRONG = /\p{L}/u
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}]/u

/** Tests whether a text begins, by its first letter, in a script that is written from right to left. */
export const isRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(STRONG.exec(text)?.[0] ?? '')
