import { Button } from '@mantine/core'
import i18next from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../lib/errors.ts'
import { said } from '../lib/server-words.ts'
import { AlertIcon, RefreshIcon } from './icons.tsx'

/** Shows the shape of a list while it is read, not a spinner, so that nothing moves when it arrives. */
export function Loading({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation()
  return (
    <div className="loading" role="status" aria-label={t('state.loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="loading-row" />
      ))}
    </div>
  )
}

interface EmptyProps {
  icon: ReactNode
  title: string
  children: ReactNode
  /** The single next step. */
  action?: ReactNode
}

export function Empty({ icon, title, children, action }: EmptyProps) {
  return (
    <div className="empty">
      <span className="empty-icon">{icon}</span>
      <h2 className="empty-title">{title}</h2>
      <p className="empty-text">{children}</p>
      {action}
    </div>
  )
}

interface FailureProps {
  error: unknown
  retry?: () => void
  title?: string
}

/** Shows an error in the server's words, a way to go on, and the request id by which an operator finds it. */
export function Failure({ error, retry, title }: FailureProps) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <div className="failure" role="alert">
      <span className="failure-icon">
        <AlertIcon />
      </span>
      <h2 className="empty-title">{title ?? t('error.title')}</h2>
      <p className="empty-text">{words(error)}</p>
      {retry && (
        <Button variant="default" leftSection={<RefreshIcon size={16} />} onClick={retry}>
          {t('action.retry')}
        </Button>
      )}
      {requestId && (
        <p className="request-id">
          {t('error.requestId')} <code className="mono">{requestId}</code>
        </p>
      )}
    </div>
  )
}

/** Returns the words for an error: the API's if it sent any, ours if no answer came. */
export function useErrorWords(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => {
    if (!(error instanceof ApiError)) return error instanceof Error ? error.message : String(error)
    if (error.status === 0) return t('error.noAnswer')
    return said(error.message) || t('error.status', { status: error.status })
  }
}

/** Shows a failure of a form: faults of the fields in `shownAt` stand at those fields, the rest here. */
export function FormFailure({ error, shownAt = [] }: { error: unknown; shownAt?: readonly string[] }) {
  const { t } = useTranslation()
  const words = useErrorWords()
  if (!error || isShownAt(error, shownAt)) return null
  const requestId = error instanceof ApiError ? error.requestId : null
  return (
    <p className="form-failure" role="alert">
      <AlertIcon size={16} />
      <span>
        {words(error)}
        {requestId && (
          <span className="request-id">
            {' '}
            {t('error.requestId')} <code className="mono">{requestId}</code>
          </span>
        )}
      </span>
    </p>
  )
}

/** Tests whether every fault is shown at its field already, so that it is not repeated. */
const isShownAt = (error: unknown, fields: readonly string[]): boolean =>
  error instanceof ApiError &&
  error.faults.length > 0 &&
  error.faults.every(({ path }) => fields.some((field) => path === field || path.startsWith(`${field}.`)))

/** Codes of faults that have words here; others are shown in the server's words. */
const FAULTS = [
  'required',
  'too_short',
  'too_long',
  'too_few',
  'too_many',
  'too_small',
  'too_large',
  'not_offered',
  'no_email',
  'no_url',
] as const
const isFault = (code: string): code is (typeof FAULTS)[number] => FAULTS.some((fault) => fault === code)

/** Returns the error of a field, or of the first refused item in it. */
export function fieldError(error: unknown, field: string): string | null {
  if (!(error instanceof ApiError)) return null
  const fault = error.faults.find(({ path }) => path === field || path.startsWith(`${field}.`))
  if (!fault) return null
  const { code = '', limit, message } = fault
  return isFault(code) ? i18next.t(`fault.${code}`, { limit }) : said(message)
}
