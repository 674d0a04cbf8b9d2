import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Machines, Switch, Worker, WorkerState } from '#core/operations/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'

/** Runs come and go without a word on the live feed: that is of workspaces, and workers are of the installation. */
const REFRESH_MS = 15_000

/** In the order of the work: what comes in, what is done with it, what goes out, and the chores. */
export const WORKERS = Object.keys({
  webhooks: true,
  answers: true,
  media: true,
  knowledge: true,
  due: true,
  publishing: true,
  sweep: true,
  notifications: true,
  tokens: true,
  retention: true,
} satisfies Record<Worker, true>) as Worker[]

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

/** Turns a worker off or on; the answer stands in the list at once. */
export function useSwitchWorker(name: Worker) {
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
    // Each workspace says on every screen that an operator paused its machines: this one too.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.workspace }),
  })
}
