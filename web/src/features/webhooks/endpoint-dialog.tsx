import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { FormFailure, fieldError } from '../../ui/states.tsx'
import {
  type Endpoint,
  EVENTS,
  type EventType,
  useChangeEndpoint,
  useCreateEndpoint,
  wordOf,
} from './webhooks-api.ts'

interface DialogProps {
  /** Null to add one. */
  endpoint: Endpoint | null
  /** Gets the secret of a new one. */
  onSecret: (secret: string) => void
  onClose: () => void
}

/** Adds an endpoint, or changes its address and events. */
export function EndpointDialog({ endpoint, onSecret, onClose }: DialogProps) {
  const { t } = useTranslation()
  const [url, setUrl] = useState(endpoint?.url ?? '')
  const [events, setEvents] = useState<readonly EventType[]>(endpoint?.events ?? EVENTS)
  const create = useCreateEndpoint()
  const change = useChangeEndpoint()
  const { error, isPending } = endpoint ? change : create
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const fields = { url, events: [...events] }
    if (endpoint) change.mutate({ id: endpoint.id, ...fields }, { onSuccess: onClose })
    else
      create.mutate(fields, {
        onSuccess: ({ secret }) => {
          onSecret(secret)
          onClose()
        },
      })
  }
  return (
    <Dialog opened onClose={onClose} title={t(endpoint ? 'webhooks.edit' : 'webhooks.new')} width={480}>
      <form className="form" onSubmit={submit}>
        <TextInput
          type="url"
          label={t('webhooks.url')}
          description={t('webhooks.urlHint')}
          placeholder="https://"
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
          error={fieldError(error, 'url')}
          required
          withAsterisk={false}
          data-autofocus
        />
        <fieldset className="webhook-events">
          <legend>{t('webhooks.events')}</legend>
          {EVENTS.map((type) => (
            <label key={type}>
              <input
                type="checkbox"
                checked={events.includes(type)}
                onChange={({ currentTarget }) =>
                  setEvents(
                    currentTarget.checked ? [...events, type] : events.filter((other) => other !== type),
                  )
                }
              />
              {t(`webhooks.event.${wordOf(type)}`)}
            </label>
          ))}
        </fieldset>
        <FormFailure error={error} shownAt={['url']} />
        <Button type="submit" loading={isPending} disabled={events.length === 0}>
          {t(endpoint ? 'webhooks.save' : 'webhooks.add')}
        </Button>
      </form>
    </Dialog>
  )
}
