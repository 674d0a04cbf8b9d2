import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Generation, GenerationStatus } from '#core/characters/schemas.ts'
import { ApiError } from '../../lib/errors.ts'
import { money, shortDateTime } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { Failure, Loading, useErrorWords } from '../../ui/states.tsx'
import { Status, type Tone } from '../../ui/status.tsx'
import { useRemoval } from '../../ui/use-removal.ts'
import { contentOneQuery, useRemoveContent } from './content-api.ts'
import { ContentRow } from './content-row.tsx'
import { nameOf } from './content-view.tsx'
import { useCancel, useRetry } from './generations-api.ts'

const TONES: Readonly<Record<GenerationStatus, Tone>> = {
  queued: 'info',
  running: 'info',
  done: 'success',
  failed: 'danger',
  unknown: 'warning',
  cancelled: 'neutral',
}

interface GenerationRowProps {
  generation: Generation
  mayWrite: boolean
  /** Whether what came of it is shown at once. */
  startsOpen: boolean
}

/** A generation, asked for together: how far it is, what came of it, and what can be done about the rest. */
export function GenerationRow({ generation, mayWrite, startsOpen }: GenerationRowProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { id, status, prompt, jobType, results, successCount, batchSize, contentIds, errorMessage } =
    generation
  const { credits, costMicros, createdAt } = generation
  const ended = results.filter((item) => item.status !== 'queued' && item.status !== 'running').length
  const facts = [
    t(`characters.generate.type.${jobType}`),
    t('characters.generate.made', { count: successCount, of: batchSize }),
    credits > 0 && t('characters.generate.paid', { count: credits }),
    costMicros > 0 && money({ amount: costMicros / 10_000, currency: 'USD' }, locale),
    shortDateTime(createdAt, locale),
  ]
  return (
    <li data-testid="generation">
      <div className="generation-head">
        <strong dir="auto">{prompt}</strong>
        <Status tone={TONES[status]}>{t(`characters.generate.status.${status}`)}</Status>
      </div>
      <span className="muted content-facts">{facts.filter(Boolean).join(' · ')}</span>
      {(status === 'queued' || status === 'running') && (
        <progress max={batchSize} value={ended} aria-label={t('characters.generate.progress')} />
      )}
      {errorMessage && <span dir="auto">{said(errorMessage)}</span>}
      {mayWrite && <Acts id={id} results={results} />}
      {contentIds.length > 0 && <Results ids={contentIds} mayWrite={mayWrite} startsOpen={startsOpen} />}
    </li>
  )
}

function Acts({ id, results }: Pick<Generation, 'id' | 'results'>) {
  const { t } = useTranslation()
  const words = useErrorWords()
  const cancel = useCancel()
  const retry = useRetry()
  const onError = (error: unknown) => notifyFailed(words(error))
  const has = (status: GenerationStatus) => results.some((item) => item.status === status)
  if (!has('queued') && !has('failed') && !has('unknown')) return null
  return (
    <div className="character-acts content-acts">
      {has('queued') && (
        <Button
          size="xs"
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate(id, { onError })}
        >
          {t('characters.generate.cancel')}
        </Button>
      )}
      {has('failed') && (
        <Button
          size="xs"
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate({ id, unknown: false }, { onError })}
        >
          {t('characters.generate.retry')}
        </Button>
      )}
      {has('unknown') && (
        <>
          <span className="muted">{t('characters.generate.unknownHint')}</span>
          <Button
            size="xs"
            variant="default"
            loading={retry.isPending}
            onClick={() => retry.mutate({ id, unknown: true }, { onError })}
          >
            {t('characters.generate.askAgain')}
          </Button>
        </>
      )}
    </div>
  )
}

interface ResultsProps {
  ids: readonly string[]
  mayWrite: boolean
  startsOpen: boolean
}

function Results({ ids, mayWrite, startsOpen }: ResultsProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(startsOpen)
  const remove = useRemoveContent()
  const { removeLater, isShown } = useRemoval((one, onError) => remove.mutate(one, { onError }))
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('characters.generate.results', { count: ids.length })}</summary>
      {open && (
        <ul className="content-list">
          {ids
            .filter((id) => isShown({ id }))
            .map((id) => (
              <Result key={id} id={id} mayWrite={mayWrite} onRemove={removeLater} />
            ))}
        </ul>
      )}
    </details>
  )
}

interface ResultProps {
  id: string
  mayWrite: boolean
  onRemove: (id: string, message: string) => void
}

function Result({ id, mayWrite, onRemove }: ResultProps) {
  const { t } = useTranslation()
  const found = useQuery({ ...contentOneQuery(id), retry: false })
  if (found.isPending) return <Loading rows={1} />
  if (!found.data)
    return (
      <li className="generation-gone">
        {isGone(found.error) ? (
          <span className="muted">{t('characters.generate.gone')}</span>
        ) : (
          <Failure error={found.error} retry={() => void found.refetch()} />
        )}
      </li>
    )
  const content = found.data
  return (
    <ContentRow
      content={content}
      mayWrite={mayWrite}
      onRemove={() => onRemove(id, t('characters.media.removed', { name: nameOf(content) }))}
    />
  )
}

/** Tests whether it was taken out of the character's media meanwhile. */
const isGone = (error: unknown): boolean => error instanceof ApiError && error.status === 404
