import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection } from '#core/accounts/schemas.ts'
import { usePlatformName } from '../../lib/platforms.ts'
import { said } from '../../lib/server-words.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { CheckIcon } from '../../ui/icons.tsx'
import { FormFailure, Loading } from '../../ui/states.tsx'
import { accountsQuery, connectionQuery, useChooseAccounts } from './api.ts'

interface ConnectionDialogProps {
  /** The id of the connection, or the code with which its answer was refused. */
  connection: string
  onClose: () => void
  onAgain: () => void
}

const REFUSED = ['bad_state', 'another_session', 'connection_used', 'connection_expired'] as const

/** Says what became of a consent given elsewhere, and asks which accounts are meant where it covers several. */
export function ConnectionDialog({ connection, onClose, onAgain }: ConnectionDialogProps) {
  const { t } = useTranslation()
  const code = REFUSED.find((one) => one === connection)
  return (
    <Dialog opened onClose={onClose} title={t('account.connect')} width={460}>
      {code ? (
        <Failed text={t(`account.page.refused.${code}`)} onClose={onClose} onAgain={onAgain} />
      ) : (
        <Outcome id={connection} onClose={onClose} onAgain={onAgain} />
      )}
    </Dialog>
  )
}

function Outcome({ id, onClose, onAgain }: { id: string; onClose: () => void; onAgain: () => void }) {
  const { t } = useTranslation()
  const connection = useQuery(connectionQuery(id))
  if (connection.isError)
    return <Failed text={t('account.page.refused.connection_expired')} onClose={onClose} onAgain={onAgain} />
  if (!connection.data) return <Loading rows={2} />
  const { status, problem } = connection.data
  if (status === 'choosing') return <Choose connection={connection.data} onClose={onClose} />
  if (status === 'done') return <Done connection={connection.data} onClose={onClose} />
  if (status === 'failed') return <Failed text={said(problem ?? '')} onClose={onClose} onAgain={onAgain} />
  return (
    <div className="form" role="status">
      {status === 'begun' && <p>{t('account.page.waiting')}</p>}
      <Loading rows={2} />
    </div>
  )
}

function Choose({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation()
  const platformName = usePlatformName()
  const [chosen, setChosen] = useState<string[]>([])
  const choose = useChooseAccounts(connection.id)
  return (
    <div className="form" data-testid="choose">
      <Checkbox.Group
        label={t('account.page.choose')}
        description={t('account.page.chooseHint', { platform: platformName(connection.platform) })}
        value={chosen}
        onChange={setChosen}
      >
        <div className="choices">
          {connection.choices.map(({ externalId, name, kind }) => (
            <Checkbox key={externalId} value={externalId} label={name} description={said(kind)} />
          ))}
        </div>
      </Checkbox.Group>
      <FormFailure error={choose.error} />
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button
          disabled={chosen.length === 0}
          loading={choose.isPending}
          onClick={() => choose.mutate(chosen)}
        >
          {t('account.page.connectChosen', { count: chosen.length })}
        </Button>
      </div>
    </div>
  )
}

function Done({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation()
  const accounts = useQuery(accountsQuery)
  const names = (accounts.data ?? [])
    .filter(({ id }) => connection.accountIds.includes(id))
    .map(({ name }) => name)
  return (
    <div className="form" data-testid="connected">
      {names.map((name) => (
        <p className="connected" key={name}>
          <CheckIcon /> {t('account.connected', { name })}
        </p>
      ))}
      <div className="form-actions">
        <Button onClick={onClose}>{t('action.done')}</Button>
      </div>
    </div>
  )
}

function Failed({ text, onClose, onAgain }: { text: string; onClose: () => void; onAgain: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="form">
      <p role="alert">{text}</p>
      <div className="form-actions">
        <Button variant="default" onClick={onClose}>
          {t('action.close')}
        </Button>
        <Button onClick={onAgain}>{t('account.page.again')}</Button>
      </div>
    </div>
  )
}
