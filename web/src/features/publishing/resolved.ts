import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { withSeconds } from './wall-time.ts'

/** Which moments local times are in a zone, each with its offset as the server reckons it. Empty until it has said so. */
export function useResolved(walls: readonly string[], timezone: string): readonly string[] {
  const [start, ...rdate] = [...walls].sort().map(withSeconds)
  const { data } = useQuery({
    queryKey: [...keys.posts, 'resolved', start, rdate, timezone],
    queryFn: async ({ signal }) => {
      const body = { rrule: 'FREQ=YEARLY;COUNT=1', start: start ?? '', timezone, rdate, limit: walls.length }
      return (await api.post('/v1/recurrences/preview', { body }, signal)).items
    },
    enabled: start !== undefined && start !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return data?.length === walls.length ? data : []
}
