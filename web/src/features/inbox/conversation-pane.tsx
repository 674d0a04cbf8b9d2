import { useMediaQuery } from '@mantine/hooks'
import { useInfiniteQuery, useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation as ConversationData } from '#core/inbox/schemas.ts'
import { keys } from '../../lib/feed.ts'
import { trimToTop } from '../../lib/top-refresh.ts'
import { palette, useAssignee, useCommands } from '../../ui/commands.ts'
import { SidePanel } from '../../ui/dialog.tsx'
import { Failure, Loading } from '../../ui/states.tsx'
import { useAttachments } from '../media/use-attachments.ts'
import { useFileDrop } from '../media/use-file-drop.ts'
import { withTeamWords } from '../team/words.ts'
import { meQuery } from '../workspaces/api.ts'
import { useActs, useChanging } from './acts.ts'
import { conversationQuery, messagesQuery } from './api.ts'
import { Composer } from './composer.tsx'
import { ConversationHead } from './conversation-head.tsx'
import { EscalationStrip } from './escalation-strip.tsx'
import { Thread } from './thread.tsx'
import { useDraft } from './use-draft.ts'
import { useReading } from './use-reading.ts'
import { useOutgoing, useSend, useSendAgain } from './use-send.ts'
import './conversation.css'
import './composer.css'

const WhyPanel = lazy(() => import('./why-panel.tsx'))
const DetailsPanel = lazy(withTeamWords(() => import('../team/details-panel.tsx')))

const route = getRouteApi('/signed-in/inbox/$conversationId')

export default function ConversationPane() {
  const { conversationId } = route.useParams()
  // Mount each conversation anew: it has its own draft, scroll position and open “why”.
  return <Conversation key={conversationId} id={conversationId} />
}

function Conversation({ id }: { id: string }) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  useState(() => trimToTop(queryClient, keys.messages(id)))
  const read = useQuery(conversationQuery(id))
  const changing = useChanging()
  const conversation = useMemo(() => read.data && changing(read.data), [read.data, changing])
  useReading(read.data)
  const history = useInfiniteQuery(messagesQuery(id))
  const messages = useMemo(
    () => history.data?.pages.flatMap((page) => page.items).reverse() ?? [],
    [history.data],
  )
  const waiting = useOutgoing(id, messages)
  const { send, again } = useSend(id)
  const [draft, setDraft] = useDraft(id)
  const attachments = useAttachments()
  const { over, target } = useFileDrop(attachments.add)
  const sendAgain = useSendAgain(id)
  const [whyId, setWhyId] = useState<string | null>(null)
  const beside = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false })

  if (read.isError && !read.data) {
    return <Failure error={read.error} retry={() => void read.refetch()} />
  }
  const explained = messages.find((message) => message.id === whyId)
  const decision = explained?.decision ?? null
  const closeWhy = () => setWhyId(null)
  const writeAgain = (text: string) => setDraft(draft === '' ? text : `${draft}\n${text}`)

  return (
    <div className="conversation" data-why={(decision !== null && beside) || undefined}>
      <div className="conversation-main" {...target}>
        {over && (
          <p className="conversation-drop" aria-hidden="true">
            {t('composer.drop')}
          </p>
        )}
        {conversation ? <Top conversation={conversation} /> : <div className="conversation-head" />}
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
            onSendAgain={sendAgain}
          />
        )}
        <Composer
          conversation={conversation}
          text={draft}
          attachments={attachments}
          onChange={setDraft}
          onSend={send}
        />
      </div>
      <Suspense>
        {beside ? (
          explained &&
          decision && (
            <WhyPanel
              message={explained}
              decision={decision}
              conversation={conversation}
              onClose={closeWhy}
            />
          )
        ) : (
          <SidePanel opened={decision !== null} onClose={closeWhy} title={t('why.title')} width={420}>
            {explained && decision && (
              <WhyPanel message={explained} decision={decision} conversation={conversation} bare />
            )}
          </SidePanel>
        )}
      </Suspense>
    </div>
  )
}

/** The head of a conversation: its contact, why a person is needed, and all actions. */
function Top({ conversation }: { conversation: ConversationData }) {
  const { t } = useTranslation()
  const { data: me } = useSuspenseQuery(meQuery)
  const acts = useActs(conversation, me.user)
  const mayAnswer = me.scopes.includes('answer')
  const [details, setDetails] = useState(false)
  const { heldBy, escalation, status } = conversation
  const mine = heldBy !== null && heldBy.userId === me.user?.id
  const latest = useRef(acts)
  useLayoutEffect(() => {
    latest.current = acts
  })
  const [held, asked, archived] = [heldBy !== null, escalation !== null, status === 'archived']
  const commands = useMemo(() => {
    const look = { id: 'details', label: t('inbox.details'), key: 'i', run: () => setDetails(true) }
    if (!mayAnswer) return [look]
    return [
      look,
      ...(mine
        ? []
        : [{ id: 'take', label: t('inbox.takeOver'), key: 't', run: () => latest.current.take() }]),
      ...(held
        ? [{ id: 'hand-back', label: t('inbox.handBack'), key: 'b', run: () => latest.current.handBack() }]
        : []),
      ...(asked
        ? [{ id: 'resolve', label: t('inbox.resolve'), key: 'd', run: () => latest.current.resolve() }]
        : []),
      {
        id: 'archive',
        label: t(archived ? 'inbox.unarchive' : 'inbox.archive'),
        key: 'e',
        run: () => latest.current.archive(),
      },
      { id: 'unread', label: t('inbox.markUnread'), key: 'u', run: () => latest.current.unread() },
      { id: 'assign', label: t('inbox.assign'), key: 'a', run: () => palette.open('assign') },
    ]
  }, [t, mayAnswer, mine, held, asked, archived])
  useCommands(commands)
  useAssignee((userId, name) => latest.current.assign(userId, name))
  const shared = { conversation, myId: me.user?.id, mayAnswer, acts }
  return (
    <>
      <ConversationHead {...shared} onDetails={() => setDetails(true)} />
      <EscalationStrip {...shared} />
      {details && (
        <Suspense>
          <DetailsPanel {...shared} onLabel={acts.label} onClose={() => setDetails(false)} />
        </Suspense>
      )}
    </>
  )
}
