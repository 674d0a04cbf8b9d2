import { PasswordInput, TextInput } from '@mantine/core'
import type { ConnectAccount, PlatformInfo } from '#core/accounts/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { fieldError } from '../../ui/states.tsx'

type Field = PlatformInfo['connect'][number]['fields'][number]
/** What has been typed, by the path of its field. */
export type Values = Readonly<Record<string, string>>

/** Where the API finds, and finds fault with, a field. */
export const pathOf = ({ in: where, key }: Field): string =>
  where === 'externalId' ? where : `credentials.${key}`

/** The body that connects an account; what is optional and empty is left out. */
export function filledIn(
  fields: readonly Field[],
  values: Values,
): Pick<ConnectAccount, 'externalId' | 'credentials'> {
  const given = fields
    .filter((field) => field.in === 'credentials')
    .map((field) => [field.key, (values[pathOf(field)] ?? '').trim()] as const)
    .filter(([, value]) => value !== '')
  return { externalId: values.externalId ?? '', credentials: Object.fromEntries(given) }
}

interface ConnectFieldsProps {
  fields: readonly Field[]
  values: Values
  error: Error | null
  onChange: (values: Values) => void
  autoFocus?: boolean
}

/** The form of a platform, as its manifest says it. */
export function ConnectFields({ fields, values, error, onChange, autoFocus }: ConnectFieldsProps) {
  return fields.map((field, index) => {
    const path = pathOf(field)
    const Input = field.secret ? PasswordInput : TextInput
    return (
      <Input
        key={path}
        label={said(field.label)}
        description={said(field.hint)}
        autoComplete="off"
        value={values[path] ?? ''}
        error={fieldError(error, path)}
        onChange={({ currentTarget: { value } }) => onChange({ ...values, [path]: value })}
        required={!field.optional}
        withAsterisk={false}
        {...(autoFocus && index === 0 ? { 'data-autofocus': true } : {})}
      />
    )
  })
}
