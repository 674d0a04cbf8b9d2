import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { viewerZone } from '../../lib/format.ts'

const MINUTE_MS = 60_000

/** Reads the viewer's day. The server resolves it: the browser only names its zone, and may know that by older data. */
export const todayQuery = queryOptions({
  queryKey: keys.today,
  queryFn: ({ signal }) => api.get('/v1/today', { query: { timezone: viewerZone() } }, signal),
  // The next day is asked for when it begins.
  refetchInterval: ({ state }) =>
    state.data ? Math.max(MINUTE_MS, Date.parse(state.data.to) - Date.now()) : false,
})
