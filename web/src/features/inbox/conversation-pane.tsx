import { useMediaQuery } from '@mantine/hooks'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SidePanel } from '../../ui/dialog.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { conversationQuery, messagesQuery } from './api.ts'
import { Composer } from './composer.tsx'
import { ConversationHead } from './conversation-head.tsx'
import { Thread } from './thread.tsx'
import { useDraft } from './use-draft.ts'
import { useOutgoing, useSend } from './use-send.ts'
import { WhyPanel } from './why-panel.tsx'
import './conversation.css'

const route = getRouteApi('/signed-in/inbox/$conversationId')

export default function ConversationPane() {
  const { conversationId } = route.useParams()
  // Another conversation is another draft, another place in the thread, another open “why”.
  return <Conversation key={conversationId} id={conversationId} />
}

function Conversation({ id }: { id: string }) {
  const { t } = useTranslation()
  const conversation = useQuery(conversationQuery(id))
  const history = useInfiniteQuery(messagesQuery(id))
  const messages = useMemo(
    () => history.data?.pages.flatMap((page) => page.items).reverse() ?? [],
    [history.data],
  )
  const waiting = useOutgoing(id, messages)
  const { send, again } = useSend(id)
  const [draft, setDraft] = useDraft(id)
  const [whyId, setWhyId] = useState<string | null>(null)
  const beside = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false })

  if (conversation.isError && !conversation.data) {
    return <Failure error={conversation.error} retry={() => void conversation.refetch()} />
  }
  const decision = messages.find((message) => message.id === whyId)?.decision ?? null
  const closeWhy = () => setWhyId(null)
  const writeAgain = (text: string) => setDraft(draft === '' ? text : `${draft}\n${text}`)

  return (
    <div className="conversation" data-why={(decision !== null && beside) || undefined}>
      <div className="conversation-main">
        {conversation.data ? (
          <ConversationHead conversation={conversation.data} />
        ) : (
          <div className="conversation-head" />
        )}
        {history.isPending && <Loading rows={5} />}
        {history.isError && !history.data && (
          <Failure error={history.error} retry={() => void history.refetch()} />
        )}
        {history.data && (
          <Thread
            messages={messages}
            outgoing={waiting}
            hasEarlier={history.hasNextPage}
            loadingEarlier={history.isFetchingNextPage}
            loadEarlier={() => void history.fetchNextPage()}
            whyId={whyId}
            onWhy={(messageId) => setWhyId(messageId === whyId ? null : messageId)}
            onRetry={again}
            onWriteAgain={writeAgain}
          />
        )}
        <Composer conversation={conversation.data} text={draft} onChange={setDraft} onSend={send} />
      </div>
      {beside ? (
        decision && <WhyPanel decision={decision} onClose={closeWhy} />
      ) : (
        <SidePanel opened={decision !== null} onClose={closeWhy} title={t('why.title')} width={420}>
          {decision && <WhyPanel decision={decision} bare />}
        </SidePanel>
      )}
    </div>
  )
}
