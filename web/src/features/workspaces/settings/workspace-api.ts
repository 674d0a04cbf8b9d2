import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { UpdateWorkspace } from '#core/workspaces/schemas.ts'
import { api } from '../../../lib/api.ts'
import { keys } from '../../../lib/feed.ts'
import { forgetWorkspace } from '../../../lib/workspace-choice.ts'
import { currentWorkspaceQuery } from '../api.ts'

/** Changes the name or the time zone. */
export function useChangeWorkspace() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: UpdateWorkspace) => api.patch('/v1/workspaces/current', { body }),
    onSuccess: (workspace) => {
      queryClient.setQueryData(currentWorkspaceQuery.queryKey, workspace)
      return Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.me }),
        queryClient.invalidateQueries({ queryKey: keys.workspaces }),
      ])
    },
  })
}

/** Leaves or deletes the workspace, then loads another one, or the question for a first one. */
function useExit<T>(mutationFn: (input: T) => Promise<unknown>) {
  return useMutation({
    mutationFn,
    onSuccess: () => {
      forgetWorkspace()
      location.assign('/')
    },
  })
}

export const useLeave = () => useExit((_: null) => api.post('/v1/members/leave'))

/** Deletes the workspace. The server compares the name too, so that nothing is deleted by mistake. */
export const useDeleteWorkspace = () =>
  useExit((name: string) => api.post('/v1/workspaces/current/delete', { body: { name } }))

export function useTransfer() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (memberId: string) => api.post('/v1/members/transfer', { body: { memberId } }),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.me }),
        queryClient.invalidateQueries({ queryKey: keys.members }),
      ]),
  })
}
