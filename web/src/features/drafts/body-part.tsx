import { Button, Textarea } from '@mantine/core'
import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { modelName } from '../../lib/model-name.ts'
import { SparkIcon } from '../../ui/icons.tsx'
import type { DraftWork } from './api.ts'
import type { Selected } from './rewriting.tsx'
import { useTyping } from './use-typing.ts'

const Alternatives = lazy(() => import('./alternatives.tsx'))
const Clash = lazy(() => import('./clash.tsx'))
const Rewriting = lazy(() => import('./rewriting.tsx'))

/** The body: have it written, or write it. What is typed is saved a moment later. */
export function BodyPart({ draft, work }: { draft: Draft; work: DraftWork }) {
  const { t } = useTranslation()
  const { id, moves, model } = draft
  const { typed, type, clash, settle } = useTyping(draft, work)
  const field = useRef<HTMLTextAreaElement>(null)
  const [rewriting, setRewriting] = useState(false)
  const [selected, setSelected] = useState<Selected | null>(null)
  const mayWrite = moves.includes('write')
  const text = typed ?? draft.body
  const params = { id }
  const write = () => work.mutate(() => api.post('/v1/drafts/{id}/body', { params }))
  const offer = () => work.mutate(() => api.post('/v1/drafts/{id}/alternatives', { params }))
  const select = () => {
    const { selectionStart: start, selectionEnd: end } = field.current ?? {}
    setSelected(start !== undefined && end !== undefined && end > start ? { start, end } : null)
  }
  return (
    <section className="draft-part">
      <header className="draft-part-head">
        <h2>{t('draft.body')}</h2>
        {moves.includes('body') && (
          <span className="draft-hook-acts">
            <Button
              variant="default"
              size="xs"
              disabled={typed !== null}
              loading={work.isPending && typed === null}
              onClick={offer}
            >
              {t('draft.alternatives')}
            </Button>
            <Button
              variant={draft.body === '' ? 'filled' : 'default'}
              size="xs"
              leftSection={<SparkIcon size={14} />}
              disabled={typed !== null}
              loading={work.isPending && typed === null}
              onClick={write}
            >
              {t(draft.body === '' ? 'draft.write' : 'draft.writeAnew')}
            </Button>
          </span>
        )}
      </header>
      {draft.alternatives.length > 0 && moves.includes('body') && (
        <Suspense>
          <Alternatives draft={draft} work={work} />
        </Suspense>
      )}
      {clash ? (
        <Suspense>
          <Clash clash={clash} onSettle={settle} />
        </Suspense>
      ) : (
        <Textarea
          ref={field}
          aria-label={t('draft.body')}
          autosize
          minRows={6}
          dir="auto"
          disabled={!mayWrite}
          placeholder={t(mayWrite ? 'draft.bodyHint' : 'draft.bodyLater')}
          value={text}
          onChange={(event) => type(event.currentTarget.value)}
          onSelect={select}
        />
      )}
      <p className="draft-meta" role="status">
        {mayWrite && t(typed === null ? 'draft.saved' : 'draft.saving')}
        {model !== null && ` ${t('draft.writtenBy', { model: modelName(model, t) })}`}
      </p>
      {mayWrite &&
        !clash &&
        text.trim() !== '' &&
        (rewriting ? (
          <Suspense>
            <Rewriting draft={draft} text={text} selected={selected} onTake={type} />
          </Suspense>
        ) : (
          <Button className="draft-otherwise" variant="default" size="xs" onClick={() => setRewriting(true)}>
            {t('draft.rewriting.title')}
          </Button>
        ))}
    </section>
  )
}
