import { Button, SegmentedControl, Textarea, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../lib/api.ts'
import { useAttempt } from '../../lib/use-attempt.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { FormFailure } from '../../ui/states.tsx'
import { authorsQuery } from '../bank/profiles-api.ts'
import { entriesQuery } from '../taxonomy/api.ts'
import { estimateQuery, price, type Size } from './api.ts'

interface NewBatchProps {
  onClose: () => void
  onBegun: (id: string) => void
}

export default function NewBatch(props: NewBatchProps) {
  const { t } = useTranslation()
  return (
    <Dialog opened onClose={props.onClose} title={t('batch.new')} width={620}>
      <Form {...props} />
    </Dialog>
  )
}

const COUNTS = ['1', '2', '3', '5']

/** Asks for a batch: from what, for whom, about what and how many; what it will cost stands below before it begins. */
function Form({ onBegun }: NewBatchProps) {
  const { t } = useTranslation()
  const attempt = useAttempt()
  const authors = useQuery(authorsQuery).data?.filter(({ type }) => type === 'internal') ?? []
  const topics = useQuery(entriesQuery('topics')).data ?? []
  const [name, setName] = useState('')
  const [text, setText] = useState('')
  const [size, setSize] = useState<Size>({ authorIds: [], topicIds: [], count: 1 })
  const begin = useMutation({
    mutationFn: () => {
      const body = { name, source: { type: 'text' as const, text }, ...size }
      return api.post('/v1/post-batches', { body, idempotencyKey: attempt(body) })
    },
    onSuccess: ({ id }) => onBegun(id),
  })
  const isReady = name.trim() !== '' && text.trim() !== '' && size.authorIds.length > 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) begin.mutate()
  }
  return (
    <form className="form" onSubmit={submit}>
      <TextInput
        label={t('batch.name')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Textarea
        label={t('batch.source')}
        description={t('batch.sourceHint')}
        rows={6}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Chosen
        legend={t('batch.authors')}
        empty={t('batch.noAuthors')}
        entries={authors}
        chosen={size.authorIds}
        onChange={(authorIds) => setSize({ ...size, authorIds })}
      />
      <Chosen
        legend={t('batch.topics')}
        empty={t('batch.noTopics')}
        entries={topics}
        chosen={size.topicIds}
        onChange={(topicIds) => setSize({ ...size, topicIds })}
      />
      <fieldset className="batch-choices">
        <legend>{t('batch.count')}</legend>
        <SegmentedControl
          aria-label={t('batch.count')}
          data={COUNTS}
          value={String(size.count)}
          onChange={(count) => setSize({ ...size, count: Number(count) })}
        />
      </fieldset>
      {size.authorIds.length > 0 && <Estimate size={size} />}
      <FormFailure error={begin.error} />
      <div className="form-actions">
        <Button type="submit" loading={begin.isPending} disabled={!isReady}>
          {t('batch.begin')}
        </Button>
      </div>
    </form>
  )
}

interface ChosenProps {
  legend: string
  empty: string
  entries: readonly { id: string; name: string; platform?: string }[]
  chosen: readonly string[]
  onChange: (ids: string[]) => void
}

function Chosen({ legend, empty, entries, chosen, onChange }: ChosenProps) {
  return (
    <fieldset className="batch-choices">
      <legend>{legend}</legend>
      {entries.length === 0 && <p className="muted">{empty}</p>}
      {entries.map(({ id, name, platform }) => (
        <label key={id} data-chosen={chosen.includes(id) || undefined}>
          <input
            type="checkbox"
            checked={chosen.includes(id)}
            onChange={() =>
              onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id])
            }
          />
          {platform !== undefined && <PlatformIcon platform={platform} size={14} />}
          {name}
        </label>
      ))}
    </fieldset>
  )
}

const ESTIMATE_AFTER_MS = 250

/** Says how many drafts it will be and what they will cost, or why it cannot be. */
function Estimate({ size }: { size: Size }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [asked] = useDebouncedValue(size, ESTIMATE_AFTER_MS)
  const { data, error } = useQuery(estimateQuery(asked))
  if (error) return <FormFailure error={error} />
  if (!data) return null
  const { drafts, credits, costMicros } = data
  return (
    <p className="batch-estimate" role="status" data-testid="batch-estimate">
      <strong>{t('batch.drafts', { count: drafts })}</strong> ·{' '}
      {credits === 0 ? t('batch.free') : t('batch.credits', { count: credits })}
      {credits > 0 && costMicros !== null && ` · ${t('batch.about', { price: price(costMicros, locale) })}`}
    </p>
  )
}
