import type { MessageRules, Template } from '#core/accounts/schemas.ts'
import { textLength } from '../../../../core/lib/length.ts'
import { fillGaps, fillValue, type Values } from './template-fields.ts'

type Limits = NonNullable<MessageRules['template']>

/** A part that is longer than the platform takes, once it is filled in. `button`: its label, for the address that it opens. */
export interface TooLong {
  part: 'header' | 'body' | 'address'
  button: string
  length: number
  max: number
}

/** Measures a template as it is filled in, by the API's rules in the API's order (`tooLongParts`). */
export function tooLongParts({ header, body, buttons }: Template, values: Values, limits: Limits): TooLong[] {
  const measured = (part: TooLong['part'], text: string, button = ''): TooLong => ({
    part,
    button,
    length: textLength(text, limits[part].count),
    max: limits[part].maxLength,
  })
  return [
    ...(header ? [measured('header', fillGaps('header', header.text, values))] : []),
    measured('body', fillGaps('body', body.text, values)),
    ...buttons.flatMap(({ index, text, address, placeholders }) =>
      placeholders.length > 0
        ? [measured('address', fillValue(address ?? '', values[`button.${index}`]), text)]
        : [],
    ),
  ].filter(({ length, max }) => length > max)
}
