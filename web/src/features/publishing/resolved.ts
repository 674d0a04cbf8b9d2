import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { withSeconds } from './wall-time.ts'

/** Returns the moments of local times in a zone, in order, with the server's offsets. Empty until it has answered. */
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
