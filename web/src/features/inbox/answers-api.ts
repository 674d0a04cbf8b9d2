import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Answer, api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

export type MachineSettings = Answer<'GET', '/v1/ai/settings'>
export type TriedMessage = Answer<'POST', '/v1/ai/try'>

/** What a person may change. */
export type Changeable = Omit<MachineSettings, 'mode' | 'standardDisclosure' | 'models'>

export type ChangeMachineSettings = Partial<Changeable>
interface TryMessage {
  text: string
  settings: ChangeMachineSettings
}

export const machineSettingsQuery = queryOptions({
  queryKey: keys.machineSettings,
  queryFn: ({ signal }) => api.get('/v1/ai/settings', {}, signal),
})

export function useChangeMachineSettings() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (change: ChangeMachineSettings) => api.patch('/v1/ai/settings', { body: change }),
    onSuccess: (settings) => queryClient.setQueryData(machineSettingsQuery.queryKey, settings),
  })
}

/** A switch turns at once, and back if the server refuses it. */
export function useSwitch() {
  const queryClient = useQueryClient()
  const { queryKey } = machineSettingsQuery
  return useMutation({
    mutationFn: (change: ChangeMachineSettings) => api.patch('/v1/ai/settings', { body: change }),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey })
      const before = queryClient.getQueryData(queryKey)
      if (before) queryClient.setQueryData(queryKey, { ...before, ...change } as MachineSettings)
      return before
    },
    onError: (_error, _change, before) => queryClient.setQueryData(queryKey, before),
    onSuccess: (settings) => queryClient.setQueryData(queryKey, settings),
  })
}

export const useTry = () =>
  useMutation({ mutationFn: (input: TryMessage) => api.post('/v1/ai/try', { body: input }) })
