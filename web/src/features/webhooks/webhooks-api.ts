import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type Answer, api } from '../../lib/api.ts'
import { pagedQuery } from '../../lib/paged.ts'

export type Endpoint = Answer<'GET', '/v1/webhook-endpoints'>['items'][number]
export type EventType = Endpoint['events'][number]
export type Delivery = Answer<'GET', '/v1/webhook-endpoints/{id}/deliveries'>['items'][number]

const ENDPOINTS = ['workspace', 'webhook-endpoints'] as const
const deliveriesOf = (id: string) => [...ENDPOINTS, id]

export const EVENTS: readonly EventType[] = [
  'message.received',
  'message.changed',
  'conversation.created',
  'conversation.changed',
  'escalation.created',
  'escalation.changed',
  'decision.made',
  'comment.received',
  'comment.changed',
  'comment_action.changed',
  'post.changed',
  'account.connected',
  'account.changed',
  'contact.created',
  'contact.changed',
  'signal.found',
  'signal.changed',
]

export const endpointsQuery = pagedQuery<Endpoint>(ENDPOINTS, (cursor, signal) =>
  api.get('/v1/webhook-endpoints', { query: { cursor } }, signal),
)

export const deliveriesQuery = (id: string) =>
  pagedQuery<Delivery>(deliveriesOf(id), (cursor, signal) =>
    api.get('/v1/webhook-endpoints/{id}/deliveries', { params: { id }, query: { cursor } }, signal),
  )

function useWrite<Input, Output>(write: (input: Input) => Promise<Output>) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: write,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ENDPOINTS }),
    // Do not cache the answer: a secret must be on screen only.
    gcTime: 0,
  })
}

interface Fields {
  url: string
  events: EventType[]
}
/** Creates an endpoint, without an Idempotency-Key: an answer stored for repetition would store the secret with it. */
export const useCreateEndpoint = () => useWrite((body: Fields) => api.post('/v1/webhook-endpoints', { body }))
export const useChangeEndpoint = () =>
  useWrite(({ id, ...body }: { id: string; enabled?: boolean } & Partial<Fields>) =>
    api.patch('/v1/webhook-endpoints/{id}', { params: { id }, body }),
  )
export const useRotateSecret = () =>
  useWrite((id: string) => api.post('/v1/webhook-endpoints/{id}/rotate-secret', { params: { id } }))
export const useDeleteEndpoint = () =>
  useWrite((id: string) => api.delete('/v1/webhook-endpoints/{id}', { params: { id } }))
export const useTestEndpoint = () =>
  useWrite((id: string) => api.post('/v1/webhook-endpoints/{id}/test', { params: { id } }))
export const useReplay = (id: string) =>
  useWrite((deliveryId: string) =>
    api.post('/v1/webhook-endpoints/{id}/deliveries/{deliveryId}/replay', { params: { id, deliveryId } }),
  )

export const hostOf = (url: string): string => new URL(url).host
/** Returns the key of an event's words. */
export const wordOf = <Type extends string>(type: Type) => type.replace('.', '_') as Dotless<Type>
type Dotless<Type extends string> = Type extends `${infer A}.${infer B}` ? `${A}_${B}` : Type
