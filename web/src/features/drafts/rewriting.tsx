import { Button, NativeSelect } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft, Language, RewriteWay } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { modelName } from '../../lib/model-name.ts'
import { said } from '../../lib/server-words.ts'
import { FormFailure } from '../../ui/states.tsx'

const WAYS: readonly RewriteWay[] = ['shorter', 'bolder', 'simpler', 'translated', 'voice']
const LANGUAGES: readonly Language[] = ['en', 'fr', 'es']

/** A passage of the body, in UTF-16 places. */
export interface Selected {
  start: number
  end: number
}

interface PartProps {
  draft: Draft
  text: string
  selected: Selected | null
  onTake: (text: string) => void
}

/** Says the selected passage otherwise, or the whole body where none is. Nothing is changed until it is taken. */
export default function Rewriting({ draft: { id, author, language }, text, selected, onTake }: PartProps) {
  const { t } = useTranslation()
  const [into, setInto] = useState<Language>(language === 'en' ? 'fr' : 'en')
  const passage = selected ? text.slice(selected.start, selected.end) : text
  const rewriting = useMutation({
    mutationFn: async (way: RewriteWay) => {
      const body = {
        text: passage,
        way,
        ...(way === 'translated' ? { language: into } : {}),
      }
      return { passage, ...(await api.post('/v1/drafts/{id}/rewrite', { params: { id }, body })) }
    },
  })
  const { data: made } = rewriting
  const take = (before: string, after: string) => {
    onTake(text.replace(before, () => after))
    rewriting.reset()
  }
  return (
    <section className="draft-rewrite" aria-label={t('draft.rewriting.title')}>
      <div className="draft-hook-acts">
        <span className="draft-meta">
          {t(selected ? 'draft.rewriting.selection' : 'draft.rewriting.whole')}
        </span>
        {WAYS.map((way) => (
          <Button
            key={way}
            size="xs"
            variant="default"
            disabled={passage.trim() === '' || rewriting.isPending || (way === 'voice' && author === null)}
            onClick={() => rewriting.mutate(way)}
          >
            {t(`draft.rewriting.way.${way}`)}
          </Button>
        ))}
        <NativeSelect
          size="xs"
          aria-label={t('draft.rewriting.into')}
          data={LANGUAGES.map((value) => ({ value, label: t(`draft.language.${value}`) }))}
          value={into}
          onChange={(event) => setInto(LANGUAGES.find((one) => one === event.currentTarget.value) ?? 'en')}
        />
      </div>
      <FormFailure error={rewriting.error} />
      {made && (
        <div className="draft-clash" role="status" data-testid="rewritten">
          {made.text === null ? (
            <p className="muted">{said(made.reason ?? '')}</p>
          ) : (
            <div className="draft-two">
              <article>
                <h3>{t('draft.rewriting.before')}</h3>
                <p dir="auto">{made.passage}</p>
              </article>
              <article>
                <h3>{t('draft.rewriting.after')}</h3>
                <p dir="auto">{made.text}</p>
                <p className="draft-meta">{t('draft.writtenBy', { model: modelName(made.model, t) })}</p>
              </article>
            </div>
          )}
          <div className="draft-hook-acts">
            {made.text !== null && (
              <Button
                size="xs"
                disabled={!text.includes(made.passage)}
                onClick={() => take(made.passage, made.text ?? '')}
              >
                {t('draft.rewriting.take')}
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => rewriting.reset()}>
              {t('draft.rewriting.leave')}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}
