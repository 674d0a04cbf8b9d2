import { NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import type { ConnectAccount, PlatformInfo } from '#core/accounts/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { fieldError } from '../../ui/states.tsx'

export type Field = Extract<PlatformInfo['connect'][number], { kind: 'fields' }>['fields'][number]
/** The values typed, by the path of their field. */
export type Values = Readonly<Record<string, string>>

/** Returns the path of a field in the API's input and in its faults. */
export const pathOf = ({ in: where, key }: Field): string =>
  where === 'externalId' ? where : `credentials.${key}`

/** Builds the body that connects an account; leaves empty optional fields out. */
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

/** The fields of a platform's form, from its manifest. */
export function ConnectFields({ fields, values, error, onChange, autoFocus }: ConnectFieldsProps) {
  return fields.map((field, index) => {
    const path = pathOf(field)
    const Input = field.secret ? PasswordInput : TextInput
    const shared = {
      label: said(field.label),
      description: said(field.hint),
      error: fieldError(error, path),
      onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
        onChange({ ...values, [path]: value }),
      ...(autoFocus && index === 0 ? { 'data-autofocus': true } : {}),
    }
    return field.choices ? (
      <NativeSelect
        key={path}
        {...shared}
        data={field.choices.map(({ value, label }) => ({ value, label: said(label) }))}
        value={values[path] ?? field.choices[0]?.value ?? ''}
      />
    ) : (
      <Input
        key={path}
        {...shared}
        autoComplete="off"
        value={values[path] ?? ''}
        required={!field.optional}
        withAsterisk={false}
      />
    )
  })
}
