import type { AppearanceValues, AssembledPrompt } from '../schemas.ts'

type Column = keyof AppearanceValues
type Written = { [C in Column]: AppearanceValues[C] extends string | null ? C : never }[Column]

/** How each column of an appearance stands in the prompt of a picture, in this order; what is asked for comes first. */
const ORDER: readonly { column: Column; write(look: AppearanceValues): string | null }[] = [
  { column: 'defaultPromptPrefix', write: ({ defaultPromptPrefix }) => defaultPromptPrefix },
  { column: 'ageRange', write: ({ ageRange }) => ageRange && `${ageRange} years old` },
  { column: 'bodyType', write: ({ bodyType }) => bodyType && `${bodyType} build` },
  { column: 'height', write: ({ height }) => height && `${height} tall` },
  { column: 'skinTone', write: ({ skinTone }) => skinTone && `${skinTone} skin` },
  { column: 'hairColor', write: ({ hairColor }) => hairColor && `${hairColor} hair` },
  { column: 'hairStyle', write: ({ hairStyle }) => hairStyle && `hair worn ${hairStyle}` },
  { column: 'eyeColor', write: ({ eyeColor }) => eyeColor && `${eyeColor} eyes` },
  { column: 'clothingStyle', write: ({ clothingStyle }) => clothingStyle && `${clothingStyle} clothes` },
  { column: 'preferredColors', write: ({ preferredColors }) => listed('colours', preferredColors) },
  { column: 'styleKeywords', write: ({ styleKeywords }) => listed('style', styleKeywords) },
]

const listed = (what: string, values: readonly string[]): string | null =>
  values.length === 0 ? null : `${what}: ${values.join(', ')}`

/** Columns that only a provider of one's own can honour, besides `baseModel` and the methods below. */
const KEPT: readonly Written[] = [
  'baseModel',
  'faceConsistencyMethod',
  'loraModelPath',
  'faceReferenceImageUrl',
  'faceReferenceImagePath',
]

/**
 * Assembles the prompt of a picture of a character: what is asked for after the character's own prefix, then its looks in the
 * order of the table. `asked` is empty where only the looks are shown.
 */
export function assemblePrompt(look: AppearanceValues, asked = ''): AssembledPrompt {
  const looks = ORDER.flatMap(({ column, write }) => {
    const text = write(look)
    return text ? [{ column, text }] : []
  })
  const [first, ...rest] = looks
  const wanted = asked === '' ? [] : [{ column: 'prompt', text: asked }]
  const parts = first?.column === 'defaultPromptPrefix' ? [first, ...wanted, ...rest] : [...wanted, ...looks]
  return {
    prompt: parts.map(({ text }) => text).join(', '),
    negativePrompt: look.negativePrompt ?? '',
    parts,
    kept: KEPT.flatMap((column) => {
      const value = look[column]
      return value === null ? [] : [{ column, value }]
    }),
  }
}
