import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Draft } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { choicesQuery, type DraftWork } from './api.ts'

const KINDS = ['author', 'topic', 'audience', 'structure', 'template', 'preset', 'cta', 'resource'] as const

/** Returns what a draft has of each kind. */
const chosenOf = (draft: Draft): Record<(typeof KINDS)[number], string | null> => ({
  author: draft.author?.id ?? null,
  topic: draft.topic?.id ?? null,
  audience: draft.audience?.id ?? null,
  structure: draft.structure?.id ?? null,
  template: draft.templateId,
  preset: draft.presetId,
  cta: draft.ctaId,
  resource: draft.resourceId,
})

type Named = 'author' | 'topic' | 'audience' | 'structure'
/** Adds what the draft has to what is offered, where it is not among it: an author that others write for, one of many. */
const withChosen = (offered: { value: string; label: string }[], chosen: Draft[Named]) =>
  chosen && offered.every(({ value }) => value !== chosen.id)
    ? [{ value: chosen.id, label: chosen.name }, ...offered]
    : offered

/** Shows the source of a draft, with its author, topic, audience and the parts of its kit. */
export function SourcePart({ draft, work }: { draft: Draft; work: DraftWork }) {
  const { t } = useTranslation()
  const { id, source } = draft
  const { data: choices } = useQuery(choicesQuery)
  const chosen = chosenOf(draft)
  const isClosed = !draft.moves.includes('hooks') && !draft.moves.includes('body')
  const change = (kind: string, value: string | null) =>
    work.mutate(() => api.patch('/v1/drafts/{id}', { params: { id }, body: { [`${kind}Id`]: value } }))
  return (
    <section className="draft-part">
      <h2>{t('draft.source')}</h2>
      {source && (
        <details className="draft-source">
          <summary>{source.title}</summary>
          <p dir="auto">{source.text}</p>
          {source.url && (
            <a href={source.url} target="_blank" rel="noreferrer">
              {source.url}
            </a>
          )}
        </details>
      )}
      <div className="draft-choices">
        {KINDS.map((kind) => {
          const data = withChosen(choices?.[kind] ?? [], kind in draft ? draft[kind as Named] : null)
          if (data.length === 0) return null
          return (
            <NativeSelect
              key={kind}
              label={t(`draft.kind.${kind}`)}
              data={[{ value: '', label: t('draft.none') }, ...data]}
              value={chosen[kind] ?? ''}
              onChange={(event) => change(kind, event.currentTarget.value || null)}
              disabled={isClosed}
            />
          )
        })}
      </div>
    </section>
  )
}
