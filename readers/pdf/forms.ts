import { box } from '../reading.ts'
import type { TextItem } from './runs.ts'

/** The data that pdf.js gives for a field of a form, or for a note on the page. */
export interface Annotation {
  subtype?: string
  fieldType?: string
  fieldValue?: unknown
  checkBox?: boolean
  radioButton?: boolean
  exportValue?: string
  buttonValue?: string
  password?: boolean
  hidden?: boolean
  annotationFlags?: number
  rect?: readonly number[]
  defaultAppearanceData?: { fontSize?: number }
  contentsObj?: { str?: string }
}

/** The flag of annotations that are not shown on screen. */
const NO_VIEW = 32
const USUAL_SIZE = 11

/** Returns the entries of a page's forms as if they were drawn there: the page's text does not include them. */
export const filledIn = (annotations: readonly Annotation[]): TextItem[] =>
  annotations.flatMap((annotation) => {
    const { rect: [left = 0, bottom = 0, right = 0, top = 0] = [], annotationFlags = 0 } = annotation
    const value = annotation.hidden || (annotationFlags & NO_VIEW) !== 0 ? '' : saidBy(annotation)
    const lines = value.split(/\r\n?|\n/)
    const wanted = annotation.defaultAppearanceData?.fontSize || USUAL_SIZE
    const size = Math.max(1, Math.min(wanted, ((top - bottom) / lines.length) * 0.8))
    const first = lines.length === 1 ? bottom + (top - bottom - size) / 2 + size * 0.2 : top - size
    return lines.flatMap((str, n) =>
      str.trim() === ''
        ? []
        : [
            {
              str,
              transform: [size, 0, 0, size, left, first - n * size * 1.2],
              width: Math.min(right - left, str.length * size * 0.5),
              height: size,
            },
          ],
    )
  })

function saidBy(annotation: Annotation): string {
  const { subtype, fieldType, fieldValue, checkBox, radioButton, exportValue, buttonValue, password } =
    annotation
  if (subtype === 'FreeText') return annotation.contentsObj?.str ?? ''
  if (subtype !== 'Widget' || password) return ''
  if (fieldType === 'Btn') {
    if (checkBox)
      return box(typeof fieldValue === 'string' && fieldValue !== 'Off' && fieldValue === exportValue)
    return radioButton ? box(fieldValue !== null && fieldValue === buttonValue) : ''
  }
  if (fieldType !== 'Tx' && fieldType !== 'Ch') return ''
  if (Array.isArray(fieldValue)) return fieldValue.filter((one) => typeof one === 'string').join(', ')
  return typeof fieldValue === 'string' ? fieldValue : ''
}
