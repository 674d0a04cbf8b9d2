import { type TextLimit, textLength } from './length.ts'

/** A text with placeholders `{{name}}`, in the order of `placeholders`. */
export interface TemplateText {
  text: string
  placeholders: readonly string[]
}

export interface TemplateParts {
  header: TemplateText | null
  /** The kind of file that the template begins with instead of a text. */
  headerMedia: 'image' | 'video' | 'document' | null
  body: TemplateText
  footer: string | null
  /** `placeholders`: for the end of the button's address, which is filled in. */
  buttons: readonly {
    index: number
    type: 'quick_reply' | 'url' | 'other'
    text: string
    /** The address that it opens, with its placeholder; null for other buttons. */
    address: string | null
    placeholders: readonly string[]
  }[]
  /** True if its placeholders have names rather than numbers. */
  named: boolean
  /** The reason why it cannot be sent from Chorus; null if it can. */
  problem: string | null
}

/** The limits of a template that is filled in, per part. `address`: of a button, whole; `payload`: what a quick reply returns. */
export interface TemplateLimits {
  header: TextLimit
  body: TextLimit
  address: TextLimit
  payload: TextLimit
}

type GivenValue = { text: string; name?: string | undefined }

/** The values of a template's placeholders. */
export interface TemplateFilling {
  header?: readonly GivenValue[] | undefined
  body?: readonly GivenValue[] | undefined
  buttons?: readonly { index: number; type: 'quick_reply' | 'url'; value: string }[] | undefined
}

type Parts = Pick<TemplateParts, 'header' | 'body' | 'footer'> & {
  buttons: readonly Pick<TemplateParts['buttons'][number], 'index' | 'text' | 'address'>[]
}

/** A part of a template as it is filled in. `path`: of its values; `button`: its label, of a button's address or value. */
export interface FilledPart {
  part: keyof TemplateLimits
  path: string
  button: string | null
  text: string
}

/** A part that is longer than its limit. */
export type TooLong<Part> = Omit<Part, 'text'> & { length: number; maxLength: number }

const PLACEHOLDER = /\{\{\s*([\w-]+)\s*\}\}/g

/** Returns the text with its placeholders filled in; a placeholder without a value stays as it is. */
export function fillText({ text, placeholders }: TemplateText, values: readonly GivenValue[] = []): string {
  const byName = new Map(
    placeholders.map((name, index) => [
      name,
      (values.find((value) => value.name === name) ?? values[index])?.text,
    ]),
  )
  return text.replace(PLACEHOLDER, (whole, name: string) => byName.get(name) ?? whole)
}

/** Returns the filled-in text as the contact sees it. */
export const fillTemplate = (
  { header, body, footer }: Omit<Parts, 'buttons'>,
  values: TemplateFilling,
): string =>
  [header && fillText(header, values.header), fillText(body, values.body), footer]
    .filter(Boolean)
    .join('\n\n')

/** Fills in the parts of a template that platforms limit. */
export function filledParts({ header, body, buttons }: Parts, values: TemplateFilling): FilledPart[] {
  const filled = (part: FilledPart['part'], path: string, text: string, button: string | null = null) => ({
    part,
    path,
    button,
    text,
  })
  return [
    ...(header ? [filled('header', 'template.header', fillText(header, values.header))] : []),
    filled('body', 'template.body', fillText(body, values.body)),
    ...(values.buttons ?? []).map(({ index, type, value }, place) => {
      const button = buttons.find((one) => one.index === index)
      const path = `template.buttons.${place}.value`
      if (type === 'quick_reply') return filled('payload', path, value, button?.text ?? null)
      const address = (button?.address ?? '').replace(PLACEHOLDER, '')
      return filled('address', path, address + value, button?.text ?? null)
    }),
  ]
}

/** Lists the parts that a platform with these limits would refuse: the picker, the API's check and the connector measure by this. */
export const tooLong = <Part extends Pick<FilledPart, 'part' | 'text'>>(
  filled: readonly Part[],
  limits: TemplateLimits,
): TooLong<Part>[] =>
  filled
    .map(({ text, ...rest }) => {
      const { maxLength, count } = limits[rest.part]
      return { ...rest, length: textLength(text, count), maxLength }
    })
    .filter(({ length, maxLength }) => length > maxLength)
