import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { OnboardingChange } from '#core/workspaces/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'

export const onboardingQuery = queryOptions({
  queryKey: keys.onboarding,
  queryFn: ({ signal }) => api.get('/v1/onboarding', {}, signal),
})

export function useOnboarding() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (change: OnboardingChange) => api.patch('/v1/onboarding', { body: change }),
    onSuccess: (onboarding) => queryClient.setQueryData(onboardingQuery.queryKey, onboarding),
  })
}
