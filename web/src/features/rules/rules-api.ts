import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { SettlingSettings } from '#core/inbox/schemas/machine-settings.ts'
import { type Answer, api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

type Rules = Answer<'GET', '/v1/triage-rules'>
export type Rule = Rules['items'][number]
export type When = Rule['when']
/** A rule as it is written, saved or not. */
export type Draft = Pick<Rule, 'name' | 'enabled' | 'when' | 'decision' | 'assignTo' | 'labelIds'> & {
  id: string | null
}
export type Tried = Answer<'POST', '/v1/triage-rules/try'>
export type Replayed = Answer<'POST', '/v1/triage-rules/replay'>

export const rulesQuery = queryOptions({
  queryKey: keys.triageRules,
  queryFn: async ({ signal }) => (await api.get('/v1/triage-rules', {}, signal)).items,
})

export const draftOf = ({ id, name, enabled, when, decision, assignTo, labelIds }: Rule): Draft => ({
  id,
  name,
  enabled,
  when,
  decision,
  assignTo,
  labelIds,
})

/** Returns the rules with one of them as it is written: in its place, or last if it is new. */
export const withDraft = (rules: readonly Rule[], draft: Draft): Draft[] => {
  const drafts = rules.map(draftOf)
  return draft.id === null ? [...drafts, draft] : drafts.map((rule) => (rule.id === draft.id ? draft : rule))
}

function useRulesMutation<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient()
  return useMutation({
    scope: { id: 'triage rules' },
    mutationFn,
    // Cancel reads that began before the change: they must not arrive after it.
    onMutate: () => queryClient.cancelQueries({ queryKey: keys.triageRules }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.triageRules }),
  })
}

export const useSaveRule = () =>
  useRulesMutation(({ id, ...body }: Draft) =>
    id === null
      ? api.post('/v1/triage-rules', { body })
      : api.patch('/v1/triage-rules/{id}', { params: { id }, body }),
  )

export const useSwitchRule = () =>
  useRulesMutation(({ id, enabled }: { id: string; enabled: boolean }) =>
    api.patch('/v1/triage-rules/{id}', { params: { id }, body: { enabled } }),
  )

export const useDeleteRule = () =>
  useRulesMutation((id: string) => api.delete('/v1/triage-rules/{id}', { params: { id } }))

/** Puts the rules into an order, which is shown before the server has answered. */
export function useOrderRules() {
  const queryClient = useQueryClient()
  const { queryKey } = rulesQuery
  return useMutation({
    scope: { id: 'triage rules' },
    mutationFn: (ids: string[]) => api.post('/v1/triage-rules/order', { body: { ids } }),
    onMutate: async (ids) => {
      await queryClient.cancelQueries({ queryKey })
      queryClient.setQueryData(queryKey, (rules) =>
        rules?.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
      )
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  })
}

export const useTryRules = () =>
  useMutation({
    mutationFn: (body: { text: string; rules?: Draft[] }) => api.post('/v1/triage-rules/try', { body }),
  })

/** What a replay takes in place of what is saved. */
export interface Replayable {
  rules?: Draft[]
  settings?: Partial<SettlingSettings>
}

export const useReplay = () =>
  useMutation({ mutationFn: (body: Replayable) => api.post('/v1/triage-rules/replay', { body }) })
