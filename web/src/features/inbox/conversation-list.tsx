import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNow } from '../../lib/use-now.ts'
import { InboxIcon } from '../../ui/icons.tsx'
import { More } from '../../ui/more.tsx'
import { Empty, Failure, Loading } from '../../ui/states.tsx'
import { type ConversationFilter, conversationsQuery } from './api.ts'
import { ConversationRow } from './conversation-row.tsx'
import { useStableOrder } from './stable-order.ts'

const AT_TOP_PX = 24

interface ListProps {
  filter: ConversationFilter
  openId: string | undefined
}

export function ConversationList({ filter, openId }: ListProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const [scrolled, setScrolled] = useState(false)
  const list = useInfiniteQuery(conversationsQuery(filter))
  const now = useNow()
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  const { rows, waiting } = useStableOrder(items, scrolled)

  if (list.isPending) return <Loading rows={9} />
  if (list.isError && !list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  if (items.length === 0) return filter.status || filter.account ? <NothingHere /> : <NoMessagesYet />

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
          {t('inbox.waitingAbove', { count: waiting })}
        </Button>
      )}
      <ul className="row-list" onKeyDown={moveFocus}>
        {rows.map((conversation) => (
          <ConversationRow
            key={conversation.id}
            conversation={conversation}
            open={conversation.id === openId}
            now={now}
          />
        ))}
      </ul>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
    </div>
  )
}

function NoMessagesYet() {
  const { t } = useTranslation()
  return (
    <Empty
      icon={<InboxIcon />}
      title={t('inbox.empty')}
      action={
        <Link to="/accounts" className="button-link">
          {t('inbox.emptyAction')}
        </Link>
      }
    >
      {t('inbox.emptyHint')}
    </Empty>
  )
}

function NothingHere() {
  const { t } = useTranslation()
  return (
    <Empty
      icon={<InboxIcon />}
      title={t('inbox.nothingHere')}
      action={
        <Link to="/inbox" search={{}} className="button-link">
          {t('inbox.showAll')}
        </Link>
      }
    >
      {t('inbox.nothingHereHint')}
    </Empty>
  )
}

const STEP: Record<string, 1 | -1> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }

function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const step = STEP[event.key]
  if (!step) return
  const links = [...event.currentTarget.querySelectorAll('a')]
  const at = links.findIndex((link) => link.matches(':focus'))
  const next = links[at + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
