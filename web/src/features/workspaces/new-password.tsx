import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 200

interface NewPasswordProps {
  /** A label, needed where another password field is beside it. */
  label?: string
  value: string
  onChange: (password: string) => void
  error: string | null
}

/** A field for a new password that states the rule beforehand. */
export function NewPassword({ label, value, onChange, error }: NewPasswordProps) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      label={label ?? t('signIn.password')}
      description={t('signIn.passwordHint', { count: PASSWORD_MIN })}
      name="password"
      autoComplete="new-password"
      minLength={PASSWORD_MIN}
      maxLength={PASSWORD_MAX}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      required
      withAsterisk={false}
    />
  )
}
