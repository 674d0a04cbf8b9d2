import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FeedbackVerdict } from '#core/inbox/schemas/feedback.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

export interface Judged {
  verdict: FeedbackVerdict
  betterAnswer?: string
}

/** Says whether a decision was right; null takes it back. Shown once the conversation's messages were read again. */
export function useJudge(conversationId: string, decisionId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async (judged: Judged | null): Promise<void> => {
      const params = { id: decisionId }
      if (judged === null) await api.delete('/v1/decisions/{id}/feedback', { params })
      else await api.put('/v1/decisions/{id}/feedback', { params, body: judged })
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.messages(conversationId) }),
  })
}

export function useIgnoreSuch() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (messageId: string) => api.post('/v1/ai/ignore-examples', { body: { messageId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.machineSettings }),
  })
}
