import { queryOptions } from '@tanstack/react-query'
import type { Health } from '#core/operations/schemas.ts'
import { ApiError } from '../../../lib/errors.ts'

const REFRESH_MS = 15_000

export type Part = keyof Health['parts']
export const PARTS: readonly Part[] = ['worker', 'database', 'queues', 'cron']

/** Health as the dashboard sees it: the Worker itself can be down too. */
export interface SeenHealth extends Pick<Health, 'status' | 'deadLetters'> {
  parts: Record<Part, 'up' | 'down' | 'behind' | 'silent' | 'unknown'>
}

const WORKER_DOWN: SeenHealth = {
  status: 'down',
  parts: { worker: 'down', database: 'unknown', queues: 'unknown', cron: 'unknown' },
  deadLetters: null,
}

/** Reads `/health`, which is made for monitors: the API's description lacks it, and it answers 503 with the same body when down. */
export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: async ({ signal }): Promise<SeenHealth> => {
    const response = await fetch('/api/health', { signal }).catch((error: unknown) => {
      if (signal.aborted) throw error
      throw new ApiError(0, { detail: String(error) })
    })
    return healthIn(await response.text())
  },
  refetchInterval: REFRESH_MS,
  staleTime: 0,
})

/** Total and pure. A body that is not the Worker's own comes from a gateway, and means that the Worker is down. */
export function healthIn(body: string): SeenHealth {
  if (!body.startsWith('{')) return WORKER_DOWN
  const said: unknown = JSON.parse(body)
  return isHealth(said) ? said : WORKER_DOWN
}

const isHealth = (said: unknown): said is Health =>
  typeof said === 'object' &&
  said !== null &&
  'parts' in said &&
  typeof said.parts === 'object' &&
  said.parts !== null

/** Lists the parts that need a person, the worst first; parts in an unknown state are left out. */
export const troubled = ({ parts }: SeenHealth): Part[] =>
  PARTS.filter((part) => parts[part] !== 'up' && parts[part] !== 'unknown')
