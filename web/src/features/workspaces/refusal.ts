import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/errors.ts'
import { clock } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'

/** Refusals that people meet here; the server words them in English only. */
const KNOWN = [
  'invalid_email_or_password',
  'user_already_exists',
  'user_already_exists_use_another_email',
  'invalid_email',
  'invalid_password',
  'email_is_the_same',
  'password_too_short',
  'password_too_long',
  'invalid_token',
  'token_expired',
  'email_already_verified',
  'already_member',
  'already_invited',
  'invitation_gone',
  'other_address',
  'last_owner',
  'already_owner',
  'no_workspace',
] as const
type Known = (typeof KNOWN)[number]

const isKnown = (code: string): code is Known => KNOWN.some((known) => known === code)

/** Translates an error whose code is listed here, and leaves others as they are. */
export function useRefusal(): (error: unknown) => unknown {
  const { t } = useTranslation()
  const locale = useLocale()
  return (error) => {
    if (!(error instanceof ApiError)) return error
    if (error.code === 'too_many_tries') {
      const until = instantIn(error.message)
      return new Error(
        until ? t('refusal.too_many_tries_until', { at: clock(until, locale) }) : t('refusal.too_many_tries'),
      )
    }
    return isKnown(error.code) ? new Error(t(`refusal.${error.code}`)) : error
  }
}

/** Returns the moment in a refusal, as ISO 8601; null if it has none. */
export const instantIn = (words: string): string | null =>
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/.exec(words)?.[0] ?? null
