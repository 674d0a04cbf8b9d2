import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Today } from '#core/today/schemas.ts'
import { duration, fullTime, percent, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { everyHour } from './hours.ts'

interface MachinesProps {
  machines: Today['machines']
  since: string
  now: number
}

/** Shows what machines have done since the beginning of yesterday: counts with links to their lists, and when contacts wrote. */
export function Machines({ machines, since, now }: MachinesProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { answered, ignored, escalated, medianResponseMs, shareByMachine, hours } = machines
  const acts = { answered, ignored, escalated }
  return (
    <section className="panel" aria-label={t('today.machines')} data-testid="machines-did">
      <h2>
        {t('today.machines')} <span className="muted">{t('today.sinceYesterday')}</span>
      </h2>
      <ul className="figures">
        {(['answered', 'ignored', 'escalated'] as const).map((act) => (
          <li key={act}>
            <Link to="/inbox" search={{ machine: act, since }} className="figure" data-act={act}>
              <Figure value={acts[act].times.toLocaleString(locale)} name={t(`today.act.${act}`)}>
                {t('today.inConversations', { count: acts[act].conversations })}
              </Figure>
            </Link>
          </li>
        ))}
      </ul>
      <Chart hours={everyHour(hours, since, now)} />
      <dl className="facts-line">
        <div>
          <dt>{t('today.median')}</dt>
          <dd>{medianResponseMs === null ? '–' : duration(medianResponseMs, locale)}</dd>
        </div>
        <div>
          <dt>{t('today.share')}</dt>
          <dd>{shareByMachine === null ? '–' : percent(shareByMachine, locale)}</dd>
        </div>
      </dl>
    </section>
  )
}

function Figure({ value, name, children }: { value: string; name: string; children: ReactNode }) {
  return (
    <>
      <span className="figure-value">{value}</span>
      <span className="figure-name">{name}</span>
      <span className="figure-about">{children}</span>
    </>
  )
}

const HEIGHT = 40
const PARTS = ['machine', 'person', 'open'] as const

/** Charts the contacts' turns by hour, and by who answered first. */
function Chart({ hours }: { hours: Today['machines']['hours'] }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const most = Math.max(1, ...hours.map((hour) => hour.machine + hour.person + hour.open))
  const sum = (part: (typeof PARTS)[number]) => hours.reduce((all, hour) => all + hour[part], 0)
  const words = PARTS.map((part) => `${t(`today.part.${part}`)}: ${sum(part)}`).join(', ')
  return (
    <figure className="hours">
      <svg
        viewBox={`0 0 ${hours.length * 4} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('today.chart', { words })}
      >
        <line x1="0" x2={hours.length * 4} y1={HEIGHT} y2={HEIGHT} className="hours-ground" />
        {hours.map((hour, index) => {
          let below = 0
          return (
            <g key={hour.at}>
              <title>{`${fullTime(hour.at, locale)}: ${PARTS.map((part) => `${t(`today.part.${part}`)} ${hour[part]}`).join(', ')}`}</title>
              {PARTS.map((part) => {
                const height = (hour[part] / most) * (HEIGHT - 2)
                below += height
                return height === 0 ? null : (
                  <rect
                    key={part}
                    x={index * 4 + 0.5}
                    width={3}
                    y={HEIGHT - below}
                    height={height}
                    data-part={part}
                  />
                )
              })}
            </g>
          )
        })}
      </svg>
      <figcaption>
        <span>{hours[0] && shortDateTime(hours[0].at, locale)}</span>
        <span className="legend">
          {PARTS.map((part) => (
            <span key={part} data-part={part}>
              {t(`today.part.${part}`)}
            </span>
          ))}
        </span>
        <span>{t('time.now')}</span>
      </figcaption>
    </figure>
  )
}
