import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { type Answer, api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

export type MachineSettings = Answer<'GET', '/v1/ai/settings'>
export type TriedMessage = Answer<'POST', '/v1/ai/try'>

/** The settings that a person may change. */
export type Changeable = Omit<
  MachineSettings,
  'mode' | 'standardDisclosure' | 'standardHandoff' | 'standardAway' | 'models' | 'offers'
>

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
  const { queryKey } = machineSettingsQuery
  return useMutation({
    scope: { id: 'machine settings' },
    mutationFn: (change: ChangeMachineSettings) => api.patch('/v1/ai/settings', { body: change }),
    // Cancel reads that began before the change: they must not arrive after it.
    onMutate: () => queryClient.cancelQueries({ queryKey }),
    onSuccess: (settings) => queryClient.setQueryData(queryKey, settings),
  })
}

export const useTry = () =>
  useMutation({ mutationFn: (input: TryMessage) => api.post('/v1/ai/try', { body: input }) })
