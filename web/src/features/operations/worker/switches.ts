import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Machines, Switch, WorkerState } from '#core/operations/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'

/** Poll this often: the live feed reports events of workspaces, and workers belong to the installation. */
const REFRESH_MS = 15_000

export const workersQuery = queryOptions({
  queryKey: [...keys.operations, 'workers'],
  queryFn: async ({ signal }): Promise<WorkerState[]> =>
    (await api.get('/v1/operations/workers', {}, signal)).items,
  refetchInterval: REFRESH_MS,
})

export const machinesQuery = queryOptions({
  queryKey: [...keys.operations, 'machines'],
  queryFn: ({ signal }): Promise<Machines> => api.get('/v1/operations/machines', {}, signal),
  refetchInterval: REFRESH_MS,
})

/** Returns the words about a worker in the reader's language; of a worker that the installation has no more, its name alone. */
export function useWorkerWords(): (name: string) => WorkerState['words']['en'] {
  const { i18n } = useTranslation()
  const { data } = useQuery(workersQuery)
  return (name) => {
    const words = data?.find((worker) => worker.name === name)?.words
    return words?.[i18n.language === 'fr' ? 'fr' : 'en'] ?? { name, purpose: '', whileOff: '', idle: '' }
  }
}

/** Turns a worker off or on, and puts the answer into the list at once. */
export function useSwitchWorker(name: string) {
  const queryClient = useQueryClient()
  const { queryKey } = workersQuery
  return useMutation({
    scope: { id: `worker ${name}` },
    mutationFn: (body: Switch) => api.patch('/v1/operations/workers/{name}', { params: { name }, body }),
    onSuccess: (state) =>
      queryClient.setQueryData(queryKey, (workers) =>
        workers?.map((worker) => (worker.name === state.name ? state : worker)),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  })
}

/** Pauses or resumes the machines of every workspace. */
export function useSwitchMachines() {
  const queryClient = useQueryClient()
  const { queryKey } = machinesQuery
  return useMutation({
    scope: { id: 'machines' },
    mutationFn: (body: Switch) => api.patch('/v1/operations/machines', { body }),
    onSuccess: (state) => queryClient.setQueryData(queryKey, state),
    // Read this workspace again, whose screens all say that an operator paused its machines.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.workspace }),
  })
}
