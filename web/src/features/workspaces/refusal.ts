import { useTranslation } from 'react-i18next'
import { ApiError } from '../../lib/errors.ts'
import { clock } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'

/** Refusals that people meet here, and of which the server's own words are English. */
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

/** Tells an error in the reader's language where its code is one of ours, and leaves the others as they are. */
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

/** The moment that a refusal names, as ISO 8601; null when it names none. */
export const instantIn = (words: string): string | null =>
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/.exec(words)?.[0] ?? null
