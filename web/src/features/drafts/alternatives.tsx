import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Draft } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { modelName } from '../../lib/model-name.ts'
import type { DraftWork } from './api.ts'

/** Shows two bodies side by side, to take one or neither. */
export default function Alternatives({
  draft: { id, alternatives },
  work,
}: {
  draft: Draft
  work: DraftWork
}) {
  const { t } = useTranslation()
  const choose = (index: number | null) =>
    work.mutate(() => api.post('/v1/drafts/{id}/alternatives/choose', { params: { id }, body: { index } }))
  return (
    <section className="draft-clash" aria-label={t('draft.alternatives')} data-testid="alternatives">
      <div className="draft-two">
        {alternatives.map(({ body, model }, index) => (
          <article key={body}>
            <h3>{t('draft.alternative', { number: index + 1 })}</h3>
            <p dir="auto">{body}</p>
            <p className="draft-meta">{t('draft.writtenBy', { model: modelName(model, t) })}</p>
            <Button size="xs" onClick={() => choose(index)}>
              {t('draft.takeThis')}
            </Button>
          </article>
        ))}
      </div>
      <Button size="xs" variant="default" onClick={() => choose(null)}>
        {t('draft.takeNeither')}
      </Button>
    </section>
  )
}
