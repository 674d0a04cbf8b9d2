import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Attention, NotificationSettings } from '#core/notifications/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

export const attentionQuery = queryOptions({
  queryKey: keys.attention,
  queryFn: ({ signal }): Promise<Attention> => api.get('/v1/attention', {}, signal),
})

export const notificationSettingsQuery = queryOptions({
  queryKey: keys.notificationSettings,
  queryFn: ({ signal }): Promise<NotificationSettings> => api.get('/v1/notification-settings', {}, signal),
})

export function useChangeNotificationSettings() {
  const queryClient = useQueryClient()
  const { queryKey } = notificationSettingsQuery
  return useMutation({
    scope: { id: 'notification settings' },
    mutationFn: (change: Partial<NotificationSettings>) =>
      api.patch('/v1/notification-settings', { body: change }),
    // Cancel reads that began before the change: they must not arrive after it.
    onMutate: () => queryClient.cancelQueries({ queryKey }),
    onSuccess: (settings) => {
      queryClient.setQueryData(queryKey, settings)
      void queryClient.invalidateQueries({ queryKey: keys.attention })
    },
  })
}
