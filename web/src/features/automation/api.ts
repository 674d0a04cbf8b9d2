import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  AutomationExecution,
  AutomationRule,
  ChangeAutomationRule,
  CreateAutomationRule,
  ExecutionStatus,
} from '#core/automation/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { automationKey } from './keys.ts'

const RULES = '/v1/automation-rules'
const ONE = '/v1/automation-rules/{id}'
const DAY_MS = 86_400_000

/** Reads rules, the latest first: of all characters or of one. */
export const rulesQuery = (characterId: string | undefined) =>
  pagedQuery<AutomationRule>([...automationKey, 'rules', characterId ?? 'all'], (cursor, signal) =>
    api.get(RULES, { query: { cursor, characterId } }, signal),
  )

export interface ExecutionFilter {
  characterId?: string | undefined
  ruleId?: string | undefined
  status?: ExecutionStatus | undefined
}

/** Reads what rules did, those first whose time is latest. */
export const executionsQuery = (filter: ExecutionFilter) =>
  pagedQuery<AutomationExecution>(
    [...automationKey, 'executions', filter],
    (cursor, signal) => api.get('/v1/automation-executions', { query: { ...filter, cursor } }, signal),
    ({ at }) => at,
  )

/** Asks what a rule would do in the coming seven days. */
export const dryRunQuery = (id: string) =>
  queryOptions({
    queryKey: [...automationKey, 'dry-run', id],
    queryFn: ({ signal }) => {
      const from = new Date()
      const to = new Date(from.getTime() + 7 * DAY_MS)
      const body = { from: from.toISOString(), to: to.toISOString() }
      return api.post(`${ONE}/dry-run`, { params: { id }, body }, signal)
    },
  })

function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: automationKey }),
  })
}

/** Adds a rule, or changes one. */
export const useSaveRule = (id: string | null, keyOf: (content: unknown) => string) =>
  useWrite(({ characterId, ...fields }: CreateAutomationRule) =>
    id === null
      ? api.post(RULES, {
          body: { characterId, ...fields },
          idempotencyKey: keyOf({ characterId, ...fields }),
        })
      : api.patch(ONE, { params: { id }, body: fields }),
  )
export const useChangeRule = () =>
  useWrite(({ id, ...body }: ChangeAutomationRule & { id: string }) =>
    api.patch(ONE, { params: { id }, body }),
  )
export const useDeleteRule = () => useWrite((id: string) => api.delete(ONE, { params: { id } }))
export const useRunRule = () => useWrite((id: string) => api.post(`${ONE}/run`, { params: { id } }))
