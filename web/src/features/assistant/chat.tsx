import { useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { More } from '../../ui/more.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { messagesQuery } from './api.ts'
import { Answer, Question } from './message.tsx'
import type { Talk } from './use-talk.ts'

interface ChatProps {
  id: string
  /** The turn that is being spoken in this chat. */
  talk: Talk | null
  retry: (() => void) | undefined
}

/** A chat from its beginning to its end, with the turn that is being spoken. */
export function Chat({ id, talk, retry }: ChatProps) {
  const list = useInfiniteQuery(messagesQuery(id))
  const known = (list.data?.pages.flatMap(({ items }) => items) ?? []).toReversed()
  // Leave out of the list what is still being streamed: it is shown below.
  const heard = talk?.retries ? known.at(-1)?.id : known.find(({ id }) => id === talk?.answer.id)?.id
  const from = known.findIndex(({ id }) => id === heard)
  const messages = from === -1 ? known : known.slice(0, talk?.retries ? from : Math.max(0, from - 1))
  const last = messages.at(-1)
  const end = useRef<HTMLDivElement>(null)
  const length = messages.length + (talk ? talk.answer.text.length + talk.answer.steps.length + 1 : 0)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'end' })
  }, [length])
  if (list.isPending && !talk) return <Loading rows={4} />
  if (list.isError && !list.data) return <Failure error={list.error} retry={() => void list.refetch()} />
  return (
    <>
      <More has={list.hasNextPage} loading={list.isFetchingNextPage} load={() => void list.fetchNextPage()} />
      {messages.map((message) =>
        message.role === 'user' ? (
          <Question key={message.id} text={message.text} />
        ) : (
          <Answer
            key={message.id}
            chatId={id}
            answer={message}
            retry={message === last && !talk ? retry : undefined}
          />
        ),
      )}
      {talk && <Talking talk={talk} chatId={id} />}
      <div ref={end} />
    </>
  )
}

/** The turn that is being spoken. */
export const Talking = ({ talk, chatId }: { talk: Talk; chatId: string }) => (
  <>
    {!talk.retries && <Question text={talk.question} />}
    <Answer chatId={chatId} answer={talk.answer} />
  </>
)
