import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Machines, Switch, Worker, WorkerState } from '#core/operations/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'

/** Poll this often: the live feed reports events of workspaces, and workers belong to the installation. */
const REFRESH_MS = 15_000

/** In the order of the work: incoming, processing, outgoing, and the chores. */
export const WORKERS = Object.keys({
  webhooks: true,
  answers: true,
  media: true,
  knowledge: true,
  profile_sync: true,
  style_refresh: true,
  batches: true,
  extract_hooks: true,
  generate_embeddings: true,
  classify_hooks: true,
  classify_topics: true,
  classify_audiences: true,
  due: true,
  publishing: true,
  comments: true,
  sweep: true,
  outgoing_webhooks: true,
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

/** Turns a worker off or on, and puts the answer into the list at once. */
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
    // Read this workspace again, whose screens all say that an operator paused its machines.
    onSettled: () => queryClient.invalidateQueries({ queryKey: keys.workspace }),
  })
}
