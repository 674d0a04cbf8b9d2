import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { BreakdownBy, Breakdown as Broken, Days, Figure } from '#core/figures/schemas.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Scrolling } from '../../ui/scrolling.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { breakdownQuery } from './api.ts'
import { FigureLink } from './figure-link.tsx'
import { BREAKDOWNS, byOf, COLUMNS, type FiguresSearch, written } from './figures.ts'

/** The figures by what they belong to: a table, each number of which opens its list. */
export function Breakdown({ search, period }: { search: FiguresSearch; period: Days }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const by = byOf(search)
  const rows = useQuery(breakdownQuery(by, period))
  return (
    <section className="figures-part" aria-label={t('figures.breakdown')}>
      <div className="figures-head">
        <h2>{t('figures.breakdown')}</h2>
        <NativeSelect
          size="xs"
          aria-label={t('figures.breakdown')}
          value={by}
          onChange={(event) =>
            void navigate({
              to: '/figures',
              search: { ...search, by: event.currentTarget.value },
              replace: true,
            })
          }
          data={BREAKDOWNS.map((one) => ({ value: one, label: t(`figures.by.${one}`) }))}
        />
      </div>
      {rows.isError && !rows.data && <Failure error={rows.error} retry={() => void rows.refetch()} />}
      {rows.isPending && <Loading rows={4} />}
      {rows.data?.rows.length === 0 && <p className="muted">{t('figures.nothing')}</p>}
      {rows.data && rows.data.rows.length > 0 && <Table {...rows.data} />}
    </section>
  )
}

function Table({ by, rows, period }: Broken) {
  const { t } = useTranslation()
  return (
    <Scrolling label={t('figures.breakdown')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t(`figures.by.${by}`)}</th>
            {COLUMNS[by].map((figure) => (
              <th key={figure} scope="col">
                {t(`figures.of.${figure}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                {row.platform && <PlatformIcon platform={row.platform} />} <RowName by={by} row={row} />
              </th>
              {COLUMNS[by].map((figure) => (
                <td key={figure}>
                  <Cell by={by} row={row} figure={figure} period={period} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  )
}

interface CellProps {
  by: BreakdownBy
  row: Broken['rows'][number]
  figure: Figure
  period: Days
}

/** The name of a row, which opens its own figures; hours, platforms and what was deleted have none. */
function RowName({ by, row }: Pick<CellProps, 'by' | 'row'>) {
  const { t } = useTranslation()
  if (row.name === null) return t('figures.gone')
  if (by === 'hour' || by === 'platform') return row.name
  return (
    <Link
      to="/figures"
      search={(before) => ({ ...before, of: `${by}:${row.key}`, name: row.name ?? undefined })}
      className="figures-link"
    >
      {row.name}
    </Link>
  )
}

/** Hours and platforms have no list of their own. */
function Cell({ by, row, figure, period }: CellProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { value } = row.figures[figure]
  if (by === 'hour' || by === 'platform') return written(figure, value, locale)
  return (
    <FigureLink
      figure={figure}
      value={value}
      {...period}
      of={`${by}:${row.key}`}
      name={row.name ?? t('figures.gone')}
    />
  )
}
