import { useTranslation } from 'react-i18next'
import type { BankPostDetail } from '#core/bank/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { compact, day, METRIC_NAMES } from './figures.tsx'
import { lineOf } from './line.ts'

const WIDTH = 500
const HEIGHT = 96

/** The numbers of a post over time: its likes as a line, and all of them in a table. */
export function History({ history }: Pick<BankPostDetail, 'history'>) {
  const { t } = useTranslation()
  const locale = useLocale()
  const [latest] = history
  if (!latest) return null
  const points = history.flatMap(({ at, metrics }) =>
    metrics.likes === undefined ? [] : [{ at: Date.parse(at), value: metrics.likes }],
  )
  const line = lineOf(points, WIDTH, HEIGHT)
  const named = METRIC_NAMES.filter((name) => history.some(({ metrics }) => metrics[name] !== undefined))
  return (
    <section className="bank-history" aria-label={t('bank.history.title')}>
      <h3>{t('bank.history.title')}</h3>
      {line === null ? (
        <p className="muted">{t('bank.history.once', { at: day(latest.at, locale) })}</p>
      ) : (
        <figure>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('bank.history.likes')}>
            <path d={line} />
          </svg>
          <figcaption className="muted">{t('bank.history.likes')}</figcaption>
        </figure>
      )}
      {history.length > 1 && (
        <details className="bank-formula">
          <summary>{t('bank.history.table')}</summary>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('bank.history.day')}</th>
                {named.map((name) => (
                  <th key={name} scope="col">
                    {t(`bank.history.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {history.map(({ at, metrics }) => (
                <tr key={at}>
                  <th scope="row">{day(at, locale)}</th>
                  {named.map((name) => (
                    <td key={name}>{metrics[name] === undefined ? '–' : compact(metrics[name], locale)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      )}
    </section>
  )
}
