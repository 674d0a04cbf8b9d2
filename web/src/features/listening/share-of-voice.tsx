import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { percent } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { Scrolling } from '../../ui/scrolling.tsx'
import { Failure } from '../../ui/states.tsx'
import { shareQuery } from './api.ts'
import { Feeling } from './feeling.tsx'

const DAYS = 30

/** Compares the active projects: their part of all posts, beside that of the time before, and how they felt. */
export function ShareOfVoice({ days = DAYS }: { days?: number }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const shares = useQuery(shareQuery(days))
  if (shares.isError && !shares.data)
    return <Failure error={shares.error} retry={() => void shares.refetch()} />
  const heard = (shares.data ?? []).filter(({ posts, shareBefore }) => posts > 0 || shareBefore > 0)
  if (heard.length < 2) return null
  return (
    <section className="heard-part" aria-label={t('listening.share.title')}>
      <h2>{t('listening.share.title')}</h2>
      <p className="muted heard-hint">{t('listening.share.hint', { count: days })}</p>
      <Scrolling label={t('listening.share.title')}>
        <table className="table heard-shares">
          <thead>
            <tr>
              <th scope="col">{t('listening.project')}</th>
              <th scope="col">{t('listening.share.share')}</th>
              <th scope="col">{t('listening.share.before')}</th>
              <th scope="col">{t('listening.posts')}</th>
              <th scope="col">{t('listening.mean')}</th>
            </tr>
          </thead>
          <tbody>
            {heard.map(({ id, name, posts, share, shareBefore, sentiment }) => (
              <tr key={id}>
                <th scope="row" dir="auto">
                  <Link to="/listening/$projectId" params={{ projectId: id }}>
                    {name}
                  </Link>
                </th>
                <td>
                  <span className="heard-share">
                    <meter min={0} max={1} value={share} aria-label={t('listening.share.share')} />
                    {percent(share, locale)}
                  </span>
                </td>
                <td>{percent(shareBefore, locale)}</td>
                <td>
                  <Link to="/listening/$projectId" params={{ projectId: id }} search={{ tab: 'posts' }}>
                    {posts}
                  </Link>
                </td>
                <td>{posts === 0 ? '–' : <Feeling mean={sentiment} />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </section>
  )
}
