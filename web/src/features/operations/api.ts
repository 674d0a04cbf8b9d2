import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { DeadLetter, WebhookEvent } from '#core/operations/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { notifyFailed } from '../../ui/notify.tsx'
import { useErrorWords } from '../../ui/states.tsx'

/** A workspace sees its own events; operators see those that belong to no account. */
export type Scope = 'workspace' | 'installation'
const EVENTS: Record<Scope, string> = {
  workspace: '/v1/webhook-events',
  installation: '/v1/operations/webhook-events',
}
const DEAD_LETTERS = '/v1/operations/dead-letters'

export const webhookEventsQuery = (scope: Scope, status?: WebhookEvent['status']) =>
  pagedQuery<WebhookEvent>(keys.webhookEvents(scope, status), EVENTS[scope], { status })

export const deadLettersQuery = pagedQuery<DeadLetter>(keys.deadLetters, DEAD_LETTERS)

export const useReplayEvent = (scope: Scope) => useReplay(EVENTS[scope])
export const useReplayDeadLetter = () => useReplay(DEAD_LETTERS)

function useReplay(path: string) {
  const queryClient = useQueryClient()
  const words = useErrorWords()
  return useMutation({
    mutationFn: (id: string) => api.post(`${path}/${id}/replay`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.operations }),
    onError: (error) => notifyFailed(words(error)),
  })
}
