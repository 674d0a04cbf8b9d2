import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Days, Figure, Figures } from '#core/figures/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { FigureLink } from './figure-link.tsx'
import { changeOf, FIGURES, type FiguresSearch, written } from './figures.ts'

interface TilesProps {
  figures: Figures
  period: Days
  shown: Figure
  search: FiguresSearch
}

/** Each figure beside what it was in as many days before; its name shows it in the chart. */
export function Tiles({ figures, period, shown, search }: TilesProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  return (
    <ul className="figures-tiles" aria-label={t('figures.title')}>
      {FIGURES.map((figure) => {
        const { value, before } = figures[figure]
        const change = changeOf(value, before)
        return (
          <li key={figure} className="figures-tile" data-shown={figure === shown || undefined}>
            <Link
              to="/figures"
              search={{ ...search, show: figure }}
              replace
              className="figures-name"
              aria-current={figure === shown ? 'true' : undefined}
            >
              {t(`figures.of.${figure}`)}
            </Link>
            <span className="figures-value">
              <FigureLink figure={figure} value={value} {...period} of={search.of} name={search.name} />
            </span>
            <span className="muted">
              {change === null
                ? t('figures.before', { value: written(figure, before, locale) })
                : t('figures.change', {
                    change: new Intl.NumberFormat(locale, {
                      style: 'percent',
                      maximumFractionDigits: 0,
                      signDisplay: 'exceptZero',
                    }).format(change),
                    value: written(figure, before, locale),
                  })}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
