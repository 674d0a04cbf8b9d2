import type { MessageRules, Template } from '#core/accounts/schemas.ts'
import { filledParts, tooLong } from '../../../../core/lib/platform/template.ts'
import { messageOf, type Values } from './template-fields.ts'

/** Measures a template as it is filled in, by the function of the API's check and of the connector. */
export const tooLongParts = (
  template: Template,
  values: Values,
  limits: NonNullable<MessageRules['template']>,
) => tooLong(filledParts(template, messageOf(template, values)), limits)
