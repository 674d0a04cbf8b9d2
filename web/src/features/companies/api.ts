import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type {
  ChangeCompanyPage,
  ChangeCompanyRule,
  CompanyPage,
  CompanyPost,
  CompanyRule,
  CreateCompanyPage,
  CreateCompanyRule,
} from '#core/companies/schemas.ts'
import { api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'
import { companiesKey } from './keys.ts'

const MOST = 100

export const pagesQuery = queryOptions({
  queryKey: [...companiesKey, 'pages'],
  queryFn: async ({ signal }): Promise<CompanyPage[]> =>
    (await api.get('/v1/company-pages', { query: { limit: MOST } }, signal)).items,
})

export const rulesQuery = queryOptions({
  queryKey: [...companiesKey, 'rules'],
  queryFn: async ({ signal }): Promise<CompanyRule[]> =>
    (await api.get('/v1/company-post-rules', { query: { limit: MOST } }, signal)).items,
})

/** Reads what was taken to pages, the latest first. */
export const postsQuery = pagedQuery<CompanyPost>(
  [...companiesKey, 'posts'],
  (cursor, signal) => api.get('/v1/company-posts', { query: { cursor } }, signal),
  ({ createdAt }) => createdAt,
)

function useWrite<T, R>(write: (input: T) => Promise<R>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSuccess: () => queryClient.invalidateQueries({ queryKey: companiesKey }),
  })
}

export const useCreatePage = (keyOf: (content: unknown) => string) =>
  useWrite((body: CreateCompanyPage) => api.post('/v1/company-pages', { body, idempotencyKey: keyOf(body) }))
export const useChangePage = () =>
  useWrite(({ id, ...body }: ChangeCompanyPage & { id: string }) =>
    api.patch('/v1/company-pages/{id}', { params: { id }, body }),
  )
export const useDeletePage = () =>
  useWrite((id: string) => api.delete('/v1/company-pages/{id}', { params: { id } }))

/** Adds a rule, or changes one. */
export const useSaveRule = (id: string | null, keyOf: (content: unknown) => string) =>
  useWrite(({ profileId, companyPageId, ...fields }: CreateCompanyRule) => {
    const body = { profileId, companyPageId, ...fields }
    return id === null
      ? api.post('/v1/company-post-rules', { body, idempotencyKey: keyOf(body) })
      : api.patch('/v1/company-post-rules/{id}', { params: { id }, body: fields })
  })
export const useSwitchRule = () =>
  useWrite(({ id, ...body }: ChangeCompanyRule & { id: string }) =>
    api.patch('/v1/company-post-rules/{id}', { params: { id }, body }),
  )
export const useDeleteRule = () =>
  useWrite((id: string) => api.delete('/v1/company-post-rules/{id}', { params: { id } }))

export const useCancelPost = () =>
  useWrite((id: string) => api.post('/v1/company-posts/{id}/cancel', { params: { id } }))
