import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError, isSignedOut } from './errors.ts'

/** The live feed says what changed, so what was read stays good; a 401 anywhere leads to the sign-in screen. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: Error) => {
    if (isSignedOut(error)) onSignedOut()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 60_000,
        retry: (failures, error) => failures < 2 && error instanceof ApiError && error.transient,
        retryDelay: (failures) => 500 * 2 ** failures,
      },
      // A write is never repeated by the machine: the person sees what happened and presses again.
      mutations: { retry: false },
    },
  })
}
