import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { percent } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { similarQuery } from './api.ts'
import { Score } from './figures.tsx'

/** The posts nearest to a post in meaning. */
export function Similar({ id }: { id: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const similar = useQuery(similarQuery(id))
  return (
    <section className="bank-similar" aria-label={t('bank.similar.title')}>
      <h3>{t('bank.similar.title')}</h3>
      {similar.isPending && <Loading rows={2} />}
      {similar.isError && !similar.data && (
        <Failure error={similar.error} retry={() => void similar.refetch()} />
      )}
      {similar.data?.length === 0 && <p className="muted">{t('bank.similar.none')}</p>}
      <ul className="row-list">
        {similar.data?.map((post) => (
          <li key={post.id}>
            <Link
              to="/bank"
              search={(before) => ({ ...before, post: post.id })}
              className="bank-similar-post"
              data-testid="similar-post"
            >
              <PlatformIcon platform={post.platform} />
              <span className="bank-similar-text" dir="auto">
                {post.hook ?? post.text}
              </span>
              {post.similarity !== null && (
                <span className="muted">{t('bank.near', { share: percent(post.similarity, locale) })}</span>
              )}
              <Score score={post.score} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
