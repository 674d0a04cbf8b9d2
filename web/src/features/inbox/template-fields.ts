import type { Template } from '#core/accounts/schemas.ts'
import type { TemplateMessage } from '#core/inbox/schemas.ts'

/** A gap of a template; `id` is unique among its gaps. */
export interface TemplateField {
  id: string
  part: 'header' | 'body' | 'button'
  name: string
  /** The label of the button whose address the field completes. */
  button?: string
}

export type Values = Readonly<Record<string, string>>

export function fieldsOf({ header, body, buttons }: Template): TemplateField[] {
  const of = (part: 'header' | 'body', placeholders: readonly string[]) =>
    placeholders.map((name) => ({ id: `${part}.${name}`, part, name }))
  return [
    ...of('header', header?.placeholders ?? []),
    ...of('body', body.placeholders),
    ...buttons
      .filter(({ placeholders }) => placeholders.length > 0)
      .map(({ index, text }) => ({
        id: `button.${index}`,
        part: 'button' as const,
        name: String(index),
        button: text,
      })),
  ]
}

/** Returns the template's text as filled in so far; empty gaps stay as they are. */
export function filledText({ header, body, footer }: Template, values: Values): string {
  return [header && fillGaps('header', header.text, values), fillGaps('body', body.text, values), footer]
    .filter(Boolean)
    .join('\n\n')
}

const GAP = /\{\{\s*([\w-]+)\s*\}\}/g

/** Fills in the gaps of a header or a body; an empty gap stays as it is. */
export const fillGaps = (part: 'header' | 'body', text: string, values: Values): string =>
  text.replace(GAP, (gap, name: string) => values[`${part}.${name}`]?.trim() || gap)

/** Fills in the one gap of an address. */
export const fillValue = (address: string, value = ''): string => address.replace(GAP, () => value.trim())

export function messageOf(template: Template, values: Values): TemplateMessage {
  const given = (part: 'header' | 'body', placeholders: readonly string[]) =>
    placeholders.map((name) => ({
      text: (values[`${part}.${name}`] ?? '').trim(),
      ...(template.named ? { name } : {}),
    }))
  const header = given('header', template.header?.placeholders ?? [])
  const body = given('body', template.body.placeholders)
  const buttons = fieldsOf(template).flatMap(({ id, part, name }) =>
    part === 'button'
      ? [{ index: Number(name), type: 'url' as const, value: (values[id] ?? '').trim() }]
      : [],
  )
  return {
    name: template.name,
    language: template.language,
    ...(header.length > 0 ? { header } : {}),
    ...(body.length > 0 ? { body } : {}),
    ...(buttons.length > 0 ? { buttons } : {}),
  }
}
