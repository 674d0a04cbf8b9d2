import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query'
import ReconnectingWebSocket from 'partysocket/ws'
import { useEffect, useState } from 'react'
import { keys, keysOf, parseFeedEvent, type Topics } from './feed.ts'
import { refresh } from './top-refresh.ts'
import { workspaceQuery } from './workspace-choice.ts'

export type LiveState = 'connecting' | 'open' | 'down'

/** Collect a burst of events this long, so that each list is read once. */
const GATHER_MS = 150
/** Read the counting queries again at most this often, however many events arrive. */
const COUNT_EVERY_MS = 3_000
const COUNTED: readonly QueryKey[] = [keys.today, keys.attention]
/** Ignore disconnects shorter than this. */
const SHOW_DOWN_AFTER_MS = 2_500
const POLL_WHILE_DOWN_MS = 15_000
/** Close code with which the server says that this person may not look any more. */
const ACCESS_ENDED = 4403

/** Keeps the open screens current through this person's one socket, and by polling while the socket is down. `topics` must stay the same. */
export function useLive(topics: readonly Topics[]): LiveState {
  const queryClient = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  useEffect(() => openLive(queryClient, topics, setState), [queryClient, topics])
  return state
}

function openLive(
  queryClient: QueryClient,
  topics: readonly Topics[],
  onState: (state: LiveState) => void,
): () => void {
  const socket = new ReconnectingWebSocket(liveUrl(location, workspaceQuery()), [], {
    minReconnectionDelay: 800,
    maxReconnectionDelay: 15_000,
  })
  const gathered = new Map<string, QueryKey>()
  let flushing: ReturnType<typeof setTimeout> | undefined
  let showingDown: ReturnType<typeof setTimeout> | undefined
  let polling: ReturnType<typeof setInterval> | undefined
  let opened = false

  const readAgain = () => void refresh(queryClient)
  let counting: ReturnType<typeof setTimeout> | undefined
  let countedAt = 0
  const count = () => {
    counting = undefined
    countedAt = Date.now()
    for (const key of COUNTED) void refresh(queryClient, key)
  }
  const flush = () => {
    flushing = undefined
    if (COUNTED.filter((key) => gathered.delete(JSON.stringify(key))).length > 0)
      counting ??= setTimeout(count, Math.max(0, countedAt + COUNT_EVERY_MS - Date.now()))
    for (const queryKey of gathered.values()) void refresh(queryClient, queryKey)
    gathered.clear()
  }

  socket.addEventListener('open', () => {
    clearTimeout(showingDown)
    clearInterval(polling)
    showingDown = polling = undefined
    // Events during the disconnect were lost, so read everything again.
    if (opened) readAgain()
    opened = true
    onState('open')
  })
  socket.addEventListener('close', ({ code }) => {
    if (code === ACCESS_ENDED) readAgain()
    showingDown ??= setTimeout(() => onState('down'), SHOW_DOWN_AFTER_MS)
    polling ??= setInterval(readAgain, POLL_WHILE_DOWN_MS)
  })
  socket.addEventListener('message', ({ data }) => {
    const event = parseFeedEvent(data)
    if (!event) return
    for (const key of keysOf(event, topics)) gathered.set(JSON.stringify(key), key)
    flushing ??= setTimeout(flush, GATHER_MS)
  })

  return () => {
    clearTimeout(flushing)
    clearTimeout(counting)
    clearTimeout(showingDown)
    clearInterval(polling)
    socket.close()
  }
}

export function liveUrl(
  { protocol, host }: { protocol: string; host: string },
  query: Record<string, string> = {},
): string {
  const search = new URLSearchParams(query)
  const scheme = protocol === 'https:' ? 'wss' : 'ws'
  return `${scheme}://${host}/api/v1/live${search.size > 0 ? `?${search}` : ''}`
}
