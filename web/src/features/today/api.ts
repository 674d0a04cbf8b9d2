import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

/** Reads the viewer's day, which begins and ends at midnight in their zone. */
export const todayQuery = queryOptions({
  queryKey: keys.today,
  queryFn: ({ signal }) => api.get('/v1/today', { query: midnights(new Date()) }, signal),
})

export function midnights(now: Date): { from: string; to: string } {
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()]
  return { from: new Date(year, month, day).toISOString(), to: new Date(year, month, day + 1).toISOString() }
}
