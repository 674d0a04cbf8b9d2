import { Button } from '@mantine/core'
import { useInfiniteQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '#core/inbox/schemas.ts'
import { trimToTop } from '../../lib/top-refresh.ts'
import { useNow } from '../../lib/use-now.ts'
import { More } from '../../ui/more.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { withTeamWords } from '../team/words.ts'
import { meQuery } from '../workspaces/api.ts'
import { useChanging } from './acts.ts'
import { belongs, type ConversationFilter, conversationsQuery, listOf } from './api.ts'
import { ConversationRow } from './conversation-row.tsx'
import { rowOrder } from './row-order.ts'
import { useSelected } from './selection.ts'
import { useStableOrder } from './stable-order.ts'
import { usePrefetchNeighbours } from './use-prefetch-neighbours.ts'
import { useRowKeys } from './use-row-keys.ts'

const EmptyList = lazy(withTeamWords(() => import('./empty-list.tsx')))
const BulkBar = lazy(withTeamWords(() => import('../team/bulk-bar.tsx')))

const AT_TOP_PX = 24
/** Estimated height of a row, without and with the line that asks for a person. */
const ROW_PX = 61
const ASKED_ROW_PX = 85
const OVERSCAN = 8

interface ListProps {
  filter: ConversationFilter
  openId: string | undefined
}

/** The list of conversations. It draws only the rows in sight, so that ten thousand cost no more than ten. */
export function ConversationList({ filter, openId }: ListProps) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const options = conversationsQuery(filter)
  useState(() => trimToTop(queryClient, options.queryKey))
  const list = useInfiniteQuery(options)
  const { data: me } = useSuspenseQuery(meQuery)
  const changing = useChanging()
  const selected = useSelected()
  const items = useMemo(() => {
    const read = list.data?.pages.flatMap((page) => page.items) ?? []
    const shown = read.map(changing)
    return shown.filter((row, index) => row === read[index] || belongs(listOf(filter), row, me.user?.id))
  }, [list.data, changing, filter, me.user?.id])

  if (list.isPending) return <Loading rows={9} />
  if (list.isError && !list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  if (items.length === 0) {
    return (
      <Suspense>
        <EmptyList filter={filter} />
      </Suspense>
    )
  }
  const more = (
    <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
  )
  const chosen = items.filter(({ id }) => selected.has(id))
  return (
    <>
      {chosen.length > 0 && (
        <Suspense>
          <BulkBar conversations={chosen} shown={items} />
        </Suspense>
      )}
      <Rows
        items={items}
        openId={openId}
        more={more}
        waitingWords={(count) => t('inbox.waitingAbove', { count })}
      />
    </>
  )
}

interface RowsProps {
  items: Conversation[]
  openId: string | undefined
  more: ReactNode
  waitingWords: (count: number) => string
}

function Rows({ items, openId, more, waitingWords }: RowsProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const [scrolled, setScrolled] = useState(false)
  const now = useNow()
  const { rows, waiting } = useStableOrder(items, scrolled)
  const windowed = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.escalation ? ASKED_ROW_PX : ROW_PX),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
  })
  usePrefetchNeighbours(rows, openId)
  useEffect(() => rowOrder.show(rows.map(({ id }) => id)), [rows])
  const onArrow = useRowKeys({ rows, openId, scroller, scrollTo: (index) => windowed.scrollToIndex(index) })
  return (
    <div
      className="conversation-scroll"
      ref={scroller}
      onScroll={(event) => setScrolled(event.currentTarget.scrollTop > AT_TOP_PX)}
    >
      {waiting > 0 && (
        <Button
          className="conversation-waiting"
          radius="xl"
          onClick={() => scroller.current?.scrollTo({ top: 0, behavior: 'smooth' })}
        >
          {waitingWords(waiting)}
        </Button>
      )}
      <ul className="row-list windowed" onKeyDown={onArrow} style={{ height: windowed.getTotalSize() }}>
        {windowed.getVirtualItems().map(({ index, start }) => {
          const conversation = rows[index]
          return (
            conversation && (
              <ConversationRow
                key={conversation.id}
                index={index}
                top={start}
                count={rows.length}
                measure={windowed.measureElement}
                conversation={conversation}
                open={conversation.id === openId}
                now={now}
              />
            )
          )
        })}
      </ul>
      {more}
    </div>
  )
}
