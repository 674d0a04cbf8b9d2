import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Character } from '#core/characters/schemas.ts'
import type { CharacterMetrics, Metric } from '#core/figures/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Scrolling } from '../../ui/scrolling.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { accountsQuery } from '../accounts/api.ts'
import { metricsQuery } from './api.ts'

/** The metrics that the table shows, of all that are counted. */
const SHOWN = ['posts', 'comments', 'received', 'sent_by_machine', 'escalations'] as const satisfies Metric[]

/** Shows what came of a character in the last thirty days: of all its accounts together, and of each. */
export function ResultsTab({ character: { id, name } }: { character: Character }) {
  const { t } = useTranslation()
  const metrics = useQuery(metricsQuery(id))
  return (
    <section className="character-tab" aria-label={t('characters.tab.results')}>
      <p className="muted">{t('characters.resultsHint')}</p>
      {metrics.isPending && <Loading rows={3} />}
      {metrics.isError && !metrics.data && (
        <Failure error={metrics.error} retry={() => void metrics.refetch()} />
      )}
      {metrics.data?.rows.length === 0 && <p>{t('characters.noResults')}</p>}
      {metrics.data && metrics.data.rows.length > 0 && <Counted {...metrics.data} />}
      <Link to="/figures" search={{ of: `character:${id}`, name, show: 'posts' }}>
        {t('characters.openFigures')}
      </Link>
    </section>
  )
}

function Counted({ rows }: CharacterMetrics) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { data: accounts = [] } = useQuery(accountsQuery)
  const byAccount = Map.groupBy(rows, ({ accountId }) => accountId)
  // All accounts together come first.
  const sums = [...byAccount].sort(([a], [b]) => Number(a !== null) - Number(b !== null))
  return (
    <Scrolling label={t('characters.tab.results')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('characters.account')}</th>
            {SHOWN.map((metric) => (
              <th key={metric} scope="col">
                {t(`characters.metric.${metric}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sums.map(([accountId, days]) => (
            <tr key={accountId ?? 'all'}>
              <th scope="row">
                {accountId === null ? (
                  t('characters.allAccounts')
                ) : (
                  <>
                    {days[0]?.platform && <PlatformIcon platform={days[0].platform} />}{' '}
                    {accounts.find((account) => account.id === accountId)?.name ?? ''}
                  </>
                )}
              </th>
              {SHOWN.map((shown) => (
                <td key={shown}>
                  {days
                    .reduce((sum, { metric, value }) => (metric === shown ? sum + value : sum), 0)
                    .toLocaleString(locale)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  )
}
