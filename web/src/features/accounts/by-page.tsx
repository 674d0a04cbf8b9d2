import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformInfo } from '#core/accounts/schemas.ts'
import { said } from '../../lib/server-words.ts'
import { FormFailure } from '../../ui/states.tsx'
import { useBeginConnecting } from './api.ts'
import { ConnectFields, filledIn, pathOf, type Values } from './connect-fields.tsx'

interface ByPageProps {
  platform: PlatformInfo
  /** The account that is connected anew. */
  accountId?: string
  onClose: () => void
}

/** Leads to the page on which a person agrees. They come back to the accounts, which say what became of it. */
export function ByPage({ platform: { id, name, connect }, accountId, onClose }: ByPageProps) {
  const { t } = useTranslation()
  const begin = useBeginConnecting()
  const [values, setValues] = useState<Values>({})
  const flow = connect.find((one) => one.kind !== 'fields')
  // Of an account that is connected anew, Chorus knows what is asked for.
  const fields = accountId === undefined ? (flow?.fields ?? []) : []
  const go = (event: FormEvent) => {
    event.preventDefault()
    const { credentials } = filledIn(fields, values)
    begin.mutate(
      {
        platform: id,
        ...(accountId === undefined ? {} : { accountId }),
        ...(fields.length > 0 ? { credentials } : {}),
      },
      { onSuccess: ({ url }) => window.location.assign(url) },
    )
  }
  return (
    <form className="form" onSubmit={go}>
      {flow && <p className="muted">{said(flow.hint)}</p>}
      <ConnectFields fields={fields} values={values} error={begin.error} onChange={setValues} autoFocus />
      <FormFailure error={begin.error} shownAt={fields.map(pathOf)} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button
          type="submit"
          loading={begin.isPending || begin.isSuccess}
          {...(fields.length > 0 ? {} : { 'data-autofocus': true })}
        >
          {t('account.page.go', { platform: name })}
        </Button>
      </div>
    </form>
  )
}
