import { useTranslation } from 'react-i18next'
import type { Cluster } from '#core/clusters/schemas.ts'
import { Status } from '../../ui/status.tsx'
import { Trend } from './trend.tsx'

interface ThemeRowProps {
  theme: Cluster
  /** Counts the texts that could not be answered, and not all of them. */
  unanswered: boolean
  open: () => void
}

/** A theme on a line of its own: how it is called, how often people write of it, and what they say. */
export function ThemeRow({ theme, unanswered, open }: ThemeRowProps) {
  const { t } = useTranslation()
  const { label, size, post, examples, trend, status } = theme
  return (
    <li className="clusters-row" data-testid="theme" data-status={status}>
      <button type="button" className="bare-button" onClick={open}>
        <span className="clusters-head">
          <strong dir="auto">{label}</strong>
          <span className="clusters-count">
            {unanswered
              ? t('clusters.unanswered', { count: theme.unanswered, of: size })
              : t('clusters.size', { count: size })}
          </span>
          {status !== 'open' && (
            <Status tone={status === 'answered' ? 'success' : 'neutral'}>
              {t(`clusters.status.${status}`)}
            </Status>
          )}
          <Trend weeks={trend} />
        </span>
        {post && (
          <span className="clusters-post" dir="auto">
            {t('clusters.under', { post: post.caption })}
          </span>
        )}
        {examples.map((text, n) => (
          <q key={n} dir="auto">
            {text}
          </q>
        ))}
      </button>
    </li>
  )
}
