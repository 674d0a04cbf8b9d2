import { Button } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Draft } from '#core/drafts/schemas.ts'
import { api } from '../../lib/api.ts'
import { percent } from '../../lib/format.ts'
import { said } from '../../lib/server-words.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { FormFailure, Loading } from '../../ui/states.tsx'

const closenessQuery = (profileId: string, text: string) =>
  queryOptions({
    queryKey: ['closeness', profileId, text],
    queryFn: ({ signal }) =>
      api.post('/v1/profiles/{id}/closeness', { params: { id: profileId }, body: { text } }, signal),
    retry: false,
  })

/** Says how much the draft sounds like its author, and why, when asked. */
export function Closeness({ draft: { author, text } }: { draft: Draft }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [asked, setAsked] = useState<string | null>(null)
  const { data, error, isFetching } = useQuery({
    ...closenessQuery(author?.id ?? '', asked ?? ''),
    enabled: author !== null && asked !== null,
  })
  if (author === null || text.trim() === '') return null
  return (
    <section className="draft-closeness" data-testid="closeness">
      <Button size="xs" variant="default" onClick={() => setAsked(text)}>
        {t('draft.closeness.ask', { name: author.name })}
      </Button>
      {isFetching && <Loading rows={1} />}
      {asked !== null && <FormFailure error={error} />}
      {data && (
        <>
          <p>
            <strong>{t('draft.closeness.score', { share: percent(data.score, locale) })}</strong>{' '}
            {asked !== text && <span className="muted">{t('draft.closeness.before')}</span>}
          </p>
          <ul>
            {data.reasons.map((reason) => (
              <li key={reason}>{said(reason)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
