import { Link } from '@tanstack/react-router'
import type { Figure } from '#core/figures/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { SHOWN, written } from './figures.ts'

interface NumberProps {
  figure: Figure
  value: number | null
  from: string
  to: string
  /** What it is of, as the API names it, and its name. */
  of?: string | undefined
  name?: string | undefined
}

/** A figure that opens the list of what it counts. */
export function FigureLink({ figure, value, from, to, of, name }: NumberProps) {
  const locale = useLocale()
  const text = written(figure, value, locale)
  if (!value) return text
  return (
    <Link
      className="figures-link"
      to="/figures"
      search={{ tab: 'counted', metric: SHOWN[figure].metric, of, name, from, to }}
    >
      {text}
    </Link>
  )
}
