import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { fullDay } from '../../../lib/format.ts'
import { platformsQuery } from '../../../lib/platforms.ts'
import { useLocale } from '../../../lib/use-locale.ts'
import { useErrorWords } from '../../../ui/states.tsx'
import { Status, type Tone } from '../../../ui/status.tsx'
import { healthQuery, PARTS, type Part, type SeenHealth, troubled } from './health.ts'
import './health.css'

const STATUS_TONES: Record<SeenHealth['status'], Tone> = {
  up: 'success',
  degraded: 'warning',
  down: 'danger',
}
const PART_TONES: Record<SeenHealth['parts'][Part], Tone> = {
  up: 'success',
  down: 'danger',
  behind: 'warning',
  silent: 'warning',
  unknown: 'neutral',
}

/** Shows the health of the installation in one row, and for a part that is down what to do. */
export function HealthRow() {
  const { t } = useTranslation()
  const words = useErrorWords()
  const { data, error } = useQuery(healthQuery)
  return (
    <section className="health" aria-label={t('operations.health.label')} aria-live="polite">
      {error ? (
        <p className="health-advice">{words(error)}</p>
      ) : data ? (
        <Known health={data} />
      ) : (
        <Status tone="neutral">{t('operations.health.checking')}</Status>
      )}
      <EndingVersions />
    </section>
  )
}

/** Names the platforms that end the version of their API that Chorus uses before long. */
function EndingVersions() {
  const { t } = useTranslation()
  const locale = useLocale()
  const { data = [] } = useQuery(platformsQuery)
  const ending = data.flatMap(({ id, name, apiVersion }) =>
    apiVersion?.endsSoon ? [{ id, platform: name, version: apiVersion.name, endsOn: apiVersion.endsOn }] : [],
  )
  if (ending.length === 0) return null
  return (
    <ul className="health-advice">
      {ending.map(({ id, platform, version, endsOn }) => (
        <li key={id}>
          {t('operations.health.versionEnds', { platform, version, day: fullDay(endsOn, locale) })}
        </li>
      ))}
    </ul>
  )
}

function Known({ health }: { health: SeenHealth }) {
  const { t } = useTranslation()
  const { status, parts, deadLetters } = health
  const trouble = troubled(health)
  return (
    <>
      <div className="health-line">
        <Status tone={STATUS_TONES[status]}>{t(`operations.health.status.${status}`)}</Status>
        <ul className="health-parts">
          {PARTS.map((part) => (
            <li key={part} data-tone={PART_TONES[parts[part]]}>
              <span className="health-dot" aria-hidden="true" />
              {t(`operations.health.part.${part}`)}{' '}
              <span className="health-state">{t(`operations.health.state.${parts[part]}`)}</span>
            </li>
          ))}
        </ul>
        {deadLetters ? (
          <Link to="/operations" search={{ tab: 'dead-letters' }} className="link health-dead">
            {t('operations.health.deadLetters', { count: deadLetters })}
          </Link>
        ) : null}
      </div>
      {trouble.length > 0 && (
        <ul className="health-advice">
          {trouble.map((part) => (
            <li key={part}>{t(`operations.health.advice.${part}`)}</li>
          ))}
        </ul>
      )}
    </>
  )
}
