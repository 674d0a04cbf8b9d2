import type { FieldError } from '#core/lib/kernel/errors.ts'
import type { Template } from '#core/lib/platform/connector.ts'
import { tooLongWords } from '#core/lib/platform/length.ts'
import {
  type FilledPart,
  filledParts,
  type TemplateLimits,
  type TemplateParts,
  type TemplateText,
  type TooLong,
  tooLong,
} from '#core/lib/platform/template.ts'
import type { TemplateMessage } from '../schemas.ts'

type Values = NonNullable<TemplateMessage['body']>

/**
 * Returns why a platform would refuse a template with these values and this number of files, per field. `status` is the
 * platform's own word.
 */
export function templateProblems(
  { name, status, rejectedReason, parts }: Pick<Template, 'name' | 'status' | 'rejectedReason' | 'parts'>,
  wanted: TemplateMessage,
  { files, limits }: { files: number; limits: TemplateLimits | undefined },
): FieldError[] {
  const { header = [], body = [], buttons = [] } = wanted
  if (status.toUpperCase() !== 'APPROVED') {
    const because = rejectedReason ? ` (${rejectedReason})` : ''
    const message = `The template ${name} is ${status.toLowerCase()}${because}. Choose one that is approved.`
    return [{ path: 'template.name', message }]
  }
  if (parts.problem) return [{ path: 'template.name', message: `${parts.problem} Choose another.` }]
  return [
    ...fileProblems(parts.headerMedia, files),
    ...valueProblems('template.header', parts.header, header),
    ...valueProblems('template.body', parts.body, body),
    ...parts.buttons.flatMap(({ index, text, placeholders }) =>
      placeholders.length > 0 && !buttons.some((one) => one.index === index)
        ? [{ path: 'template.buttons', message: `The button “${text}” needs the end of its address.` }]
        : [],
    ),
    ...buttons.flatMap((button, index) =>
      parts.buttons.some((one) => one.index === button.index && one.type === button.type)
        ? []
        : [{ path: `template.buttons.${index}`, message: 'The template has no such button.' }],
    ),
    ...(limits ? tooLong(filledParts(parts, wanted), limits) : []).map(lengthError),
  ]
}

const PARTS: Readonly<Record<FilledPart['part'], string>> = {
  header: 'The header of the template',
  body: 'The text of the template',
  address: 'The address of a button',
  payload: 'The value of a button',
}

const lengthError = ({ part, path, length, maxLength }: TooLong<FilledPart>): FieldError => ({
  path,
  message: tooLongWords(PARTS[part], maxLength, length),
})

const A_FILE = { image: 'a picture', video: 'a video', document: 'a document' } as const

/** Returns the error for a template that needs another kind of file at its beginning. */
export const wrongFile = (wanted: keyof typeof A_FILE): FieldError => ({
  path: 'mediaIds',
  message: `The template begins with ${A_FILE[wanted]}. Attach one.`,
})

function fileProblems(wanted: TemplateParts['headerMedia'], files: number): FieldError[] {
  if (wanted !== null) return files === 1 ? [] : [wrongFile(wanted)]
  return files === 0 ? [] : [{ path: 'mediaIds', message: 'The template begins with no file. Leave it out.' }]
}

function valueProblems(path: string, part: TemplateText | null, values: Values): FieldError[] {
  const wanted = part?.placeholders ?? []
  if (values.length !== wanted.length) {
    const message = `It has ${wanted.length} placeholders to be filled in; ${values.length} values were given.`
    return [{ path, message }]
  }
  return values.flatMap(({ text, name }, index) => {
    // The platform refuses line breaks, tabs and long runs of spaces in a value.
    if (/[\n\r\t]| {5}/.test(text))
      return [{ path: `${path}.${index}.text`, message: 'Leave out line breaks, tabs and runs of spaces.' }]
    return name === undefined || wanted.includes(name)
      ? []
      : [{ path: `${path}.${index}.name`, message: `The template has no placeholder ${name}.` }]
  })
}
