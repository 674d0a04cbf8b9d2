import { Button, Textarea } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { SparkIcon } from '../../ui/icons.tsx'
import type { DraftWork } from './api.ts'

const SAVE_AFTER_MS = 800

/** The body: have it written, or write it. What is typed is saved a moment later. */
export function BodyPart({ draft, work }: { draft: Draft; work: DraftWork }) {
  const { t } = useTranslation()
  const { id, moves } = draft
  /** What has been typed and not been saved; null when nothing is. */
  const [typed, setTyped] = useState<string | null>(null)
  const { mutate } = work
  const latest = useRef(typed)
  latest.current = typed
  useEffect(() => {
    if (typed === null) return
    const timer = setTimeout(
      () =>
        mutate(() => api.patch('/v1/drafts/{id}', { params: { id }, body: { body: typed } }), {
          // What was typed meanwhile is saved next.
          onSuccess: () => latest.current === typed && setTyped(null),
        }),
      SAVE_AFTER_MS,
    )
    return () => clearTimeout(timer)
  }, [typed, id, mutate])
  const mayWrite = moves.includes('write')
  const write = () =>
    mutate(() => api.post('/v1/drafts/{id}/body', { params: { id } }), { onSuccess: () => setTyped(null) })
  return (
    <section className="draft-part">
      <header className="draft-part-head">
        <h2>{t('draft.body')}</h2>
        {moves.includes('body') && (
          <Button
            variant={draft.body === '' ? 'filled' : 'default'}
            size="xs"
            leftSection={<SparkIcon size={14} />}
            loading={work.isPending && typed === null}
            onClick={write}
          >
            {t(draft.body === '' ? 'draft.write' : 'draft.writeAnew')}
          </Button>
        )}
      </header>
      <Textarea
        aria-label={t('draft.body')}
        autosize
        minRows={6}
        dir="auto"
        disabled={!mayWrite}
        placeholder={t(mayWrite ? 'draft.bodyHint' : 'draft.bodyLater')}
        value={typed ?? draft.body}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <p className="draft-meta" role="status">
        {mayWrite && t(typed === null ? 'draft.saved' : 'draft.saving')}
      </p>
    </section>
  )
}
