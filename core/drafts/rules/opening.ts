import { words } from '#core/lib/text/text.ts'

/** Two posts begin alike if so many of their first words are the same. */
const OPENING_WORDS = 4

/** Returns what a text begins with, so that alike openings are equal whatever their case, accents and punctuation. */
export const openingOf = (text: string): string => words(text).slice(0, OPENING_WORDS).join(' ')
