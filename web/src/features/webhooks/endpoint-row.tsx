import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { notifyDone, notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { Status } from '../../ui/status.tsx'
import { ConfirmDialog } from '../workspaces/settings/confirm-dialog.tsx'
import { Deliveries } from './deliveries.tsx'
import { EndpointDialog } from './endpoint-dialog.tsx'
import {
  type Endpoint,
  hostOf,
  useChangeEndpoint,
  useDeleteEndpoint,
  useRotateSecret,
  useTestEndpoint,
  wordOf,
} from './webhooks-api.ts'

interface RowProps {
  endpoint: Endpoint
  onSecret: (secret: string) => void
}

/** An endpoint with its state, its acts, and on request its deliveries. */
export function EndpointRow({ endpoint, onSecret }: RowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const words = useErrorWords()
  const [shown, show] = useState(false)
  const [asked, ask] = useState<'edit' | 'rotate' | 'delete' | null>(null)
  const change = useChangeEndpoint()
  const test = useTestEndpoint()
  const { id, url, events, enabled, problem, failingSince } = endpoint
  const onError = (error: Error) => notifyFailed(words(error))
  const sendTest = () =>
    test.mutate(id, {
      onSuccess: () => {
        show(true)
        notifyDone(t('webhooks.tested'))
      },
      onError,
    })
  return (
    <li className="webhook" data-testid="endpoint">
      <div className="webhook-head">
        <strong className="webhook-url">{url}</strong>
        <Status tone={!enabled ? 'neutral' : failingSince ? 'warning' : 'success'}>
          {t(enabled ? 'webhooks.on' : 'webhooks.off')}
        </Status>
      </div>
      <p className="muted">{events.map((type) => t(`webhooks.event.${wordOf(type)}`)).join(' · ')}</p>
      {problem !== null && <p className="webhook-problem">{said(problem)}</p>}
      {enabled && failingSince !== null && (
        <p className="webhook-problem">
          {t('webhooks.failing', { at: shortDateTime(failingSince, locale) })}
        </p>
      )}
      <div className="webhook-acts">
        <Button size="xs" variant="default" aria-expanded={shown} onClick={() => show(!shown)}>
          {t('webhooks.deliveries')}
        </Button>
        <Button size="xs" variant="default" disabled={!enabled} loading={test.isPending} onClick={sendTest}>
          {t('webhooks.test')}
        </Button>
        <Button
          size="xs"
          variant="default"
          loading={change.isPending}
          onClick={() => change.mutate({ id, enabled: !enabled }, { onError })}
        >
          {t(enabled ? 'webhooks.switchOff' : 'webhooks.switchOn')}
        </Button>
        {(['edit', 'rotate', 'delete'] as const).map((act) => (
          <Button key={act} size="xs" variant="default" onClick={() => ask(act)}>
            {t(`webhooks.${act}`)}
          </Button>
        ))}
      </div>
      {shown && <Deliveries endpointId={id} />}
      {asked === 'edit' && (
        <EndpointDialog endpoint={endpoint} onSecret={onSecret} onClose={() => ask(null)} />
      )}
      {asked === 'rotate' && <Rotate {...{ endpoint, onSecret }} onClose={() => ask(null)} />}
      {asked === 'delete' && <Delete endpoint={endpoint} onClose={() => ask(null)} />}
    </li>
  )
}

function Rotate({ endpoint, onSecret, onClose }: RowProps & { onClose: () => void }) {
  const { t } = useTranslation()
  const rotate = useRotateSecret()
  return (
    <ConfirmDialog
      title={t('webhooks.rotateTitle', { host: hostOf(endpoint.url) })}
      action={t('webhooks.rotate')}
      error={rotate.error}
      pending={rotate.isPending}
      onClose={onClose}
      onConfirm={() =>
        rotate.mutate(endpoint.id, {
          onSuccess: ({ secret }) => {
            onSecret(secret)
            onClose()
          },
        })
      }
    >
      {t('webhooks.rotateText')}
    </ConfirmDialog>
  )
}

function Delete({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation()
  const remove = useDeleteEndpoint()
  const host = hostOf(endpoint.url)
  return (
    <ConfirmDialog
      title={t('webhooks.deleteTitle', { host })}
      action={t('webhooks.delete')}
      error={remove.error}
      pending={remove.isPending}
      onClose={onClose}
      onConfirm={() =>
        remove.mutate(endpoint.id, {
          onSuccess: () => {
            notifyDone(t('webhooks.deleted', { host }))
            onClose()
          },
        })
      }
    >
      {t('webhooks.deleteText')}
    </ConfirmDialog>
  )
}
