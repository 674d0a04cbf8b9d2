import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Counted } from '#core/figures/schemas.ts'
import { duration, fullDay, shortDateTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { CheckIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { PlatformIcon } from '../../ui/platforms.tsx'
import { Screen } from '../../ui/screen.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { countedQuery } from './api.ts'
import { FIGURES, type FiguresSearch, metricOf, SHOWN } from './figures.ts'

/** What a number counts, the latest first. */
export function CountedList({ search }: { search: FiguresSearch }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const metric = metricOf(search)
  const { of, name, from, to } = search
  const list = useInfiniteQuery(countedQuery({ metric, of, from, to }))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const figure = FIGURES.find((one) => SHOWN[one].metric === metric) ?? 'turns'
  const days =
    from && to ? t('figures.between', { from: fullDay(from, locale), to: fullDay(to, locale) }) : ''
  return (
    <Screen
      title={t(`figures.list.${figure}`)}
      description={[name, days].filter(Boolean).join(' · ')}
      actions={
        <Link to="/figures" search={{ ...search, tab: undefined }}>
          {t('figures.back')}
        </Link>
      }
    >
      {list.isPending && <Loading rows={8} />}
      {list.isError && !list.data && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.data && items.length === 0 && (
        <Empty icon={<CheckIcon />} title={t('figures.none')}>
          {t('figures.noneHint')}
        </Empty>
      )}
      <ul className="row-list" aria-label={t(`figures.list.${figure}`)}>
        {items.map((item) => (
          <li key={`${item.id} ${item.at}`} className="figures-row" data-testid="counted">
            <Opens item={item}>
              <span className="figures-title">
                {item.platform && <PlatformIcon platform={item.platform} />} {item.title ?? t('figures.gone')}
              </span>
              <span className="muted">
                {[
                  item.accountName,
                  item.seconds === null ? null : duration(item.seconds * 1_000, locale),
                  item.times > 1 ? t('figures.times', { count: item.times }) : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <time dateTime={item.at}>{shortDateTime(item.at, locale)}</time>
            </Opens>
          </li>
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </Screen>
  )
}

/** Opens the conversation or the post; a comment stands in the list of comments. */
function Opens({ item, children }: { item: Counted; children: ReactNode }) {
  if (item.conversationId)
    return (
      <Link to="/inbox/$conversationId" params={{ conversationId: item.conversationId }}>
        {children}
      </Link>
    )
  if (item.postId)
    return (
      <Link to="/calendar" search={{ post: item.postId }}>
        {children}
      </Link>
    )
  return <span className="figures-still">{children}</span>
}
