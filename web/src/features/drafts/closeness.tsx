import { queryOptions, useQuery } from '@tanstack/react-query'
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

interface ClosenessProps {
  draft: Draft
  /** The text that was asked about. */
  asked: string
}

/** Says how much a text sounds like the draft’s author, and why. */
export default function Closeness({ draft: { author, text }, asked }: ClosenessProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { data, error, isFetching } = useQuery({
    ...closenessQuery(author?.id ?? '', asked),
    enabled: author !== null,
  })
  return (
    <div className="draft-closeness" data-testid="closeness">
      {isFetching && <Loading rows={1} />}
      <FormFailure error={error} />
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
    </div>
  )
}
