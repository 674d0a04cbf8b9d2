import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { CreateScheduledPost } from '#core/publishing/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'

export interface Recurrence {
  rrule: string
  /** Local time. */
  start: string
  timezone: string
  rdate: string[]
  limit: number
}

/** Reads the times that a rule gives, computed by the server as for the calendar. */
export const previewQuery = (recurrence: Recurrence | null) =>
  queryOptions({
    queryKey: [...keys.posts, 'preview', recurrence],
    queryFn: async ({ signal }) => {
      if (!recurrence) return []
      return (await api.post('/v1/recurrences/preview', { body: recurrence }, signal)).items
    },
    enabled: recurrence !== null,
    retry: false,
    placeholderData: keepPreviousData,
  })

/** Reads warnings about a post before it is saved; null while it cannot be saved. */
export const warningsQuery = (input: CreateScheduledPost | null) =>
  queryOptions({
    queryKey: [...keys.posts, 'check', input],
    queryFn: async ({ signal }) => {
      if (!input) return []
      return (await api.post('/v1/scheduled-posts/check', { body: input }, signal)).warnings
    },
    enabled: input !== null,
    retry: false,
    placeholderData: keepPreviousData,
  })
