import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DeadLetter, ModelCall, SystemLog, TaskRun, WebhookEvent } from '#core/operations/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'
import { soughtIn } from './log/lookup.ts'

/** A workspace sees its own events; operators see those of the installation. */
export type Scope = 'workspace' | 'installation'
const EVENTS = {
  workspace: '/v1/webhook-events',
  installation: '/v1/operations/webhook-events',
} as const
const LOGS = { workspace: '/v1/system-logs', installation: '/v1/operations/system-logs' } as const
const DEAD_LETTERS = '/v1/operations/dead-letters'

export const webhookEventsQuery = (scope: Scope, status?: WebhookEvent['status']) =>
  pagedQuery<WebhookEvent>(keys.webhookEvents(scope, status), (cursor, signal) =>
    api.get(EVENTS[scope], { query: { status, cursor } }, signal),
  )

export const deadLettersQuery = pagedQuery<DeadLetter>(keys.deadLetters, (cursor, signal) =>
  api.get(DEAD_LETTERS, { query: { cursor } }, signal),
)

export interface LogFilter {
  level?: SystemLog['level'] | undefined
  /** The search as typed: a reference, a request or an event. */
  text?: string | undefined
}

export const logsQuery = (scope: Scope, { level, text }: LogFilter) => {
  const query = { level, ...soughtIn(text) }
  return pagedQuery<SystemLog>([...keys.operations, 'logs', scope, query], (cursor, signal) =>
    api.get(LOGS[scope], { query: { ...query, cursor } }, signal),
  )
}

export interface CallFilter {
  failedOnly?: boolean
  reference?: string | undefined
}

export const modelCallsQuery = ({ failedOnly, reference }: CallFilter) => {
  const query = { success: failedOnly ? ('false' as const) : undefined, reference }
  return pagedQuery<ModelCall>([...keys.operations, 'model-calls', query], (cursor, signal) =>
    api.get('/v1/model-calls', { query: { ...query, cursor } }, signal),
  )
}

export interface RunFilter {
  task?: string | undefined
  status?: TaskRun['status'] | undefined
}

export const taskRunsQuery = (query: RunFilter) =>
  pagedQuery<TaskRun>([...keys.operations, 'task-runs', query], (cursor, signal) =>
    api.get('/v1/operations/task-runs', { query: { ...query, cursor } }, signal),
  )

export const useReplayEvent = (scope: Scope) => useReplay(EVENTS[scope])
export const useReplayDeadLetter = () => useReplay(DEAD_LETTERS)

function useReplay(path: (typeof EVENTS)[Scope] | typeof DEAD_LETTERS) {
  const queryClient = useQueryClient()
  const words = useErrorWords()
  return useMutation({
    mutationFn: (id: string) => api.post(`${path}/{id}/replay` as const, { params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.operations }),
    onError: (error) => notifyFailed(words(error)),
  })
}
