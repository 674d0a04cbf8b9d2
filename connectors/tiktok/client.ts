import type * as z from 'zod'
import type { ConnectedAccountRef } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { type HttpAnswer, parseAnswer } from '../http.ts'
import { wireCreator, wireFailure, wireState } from './wire/answers.ts'

export const tokenOf = ({ credentials: { accessToken = '' } }: ConnectedAccountRef): string => accessToken

/** Asks TikTok's API with an account's token: what changes or asks for something is a POST there. */
export const ask = ({ http }: Outside, account: ConnectedAccountRef, path: string, json: object) =>
  http({ method: 'POST', path: `/v2/post/publish/${path}/`, token: tokenOf(account), json })

/** Answer of TikTok, or an answer that is none of what was asked for. */
export type Read<T> = { ok: T } | { failed: HttpAnswer }

const read = <T>(schema: z.ZodType<T>, answer: HttpAnswer): Read<T> => {
  const ok = dataOf(schema, answer)
  return ok === null ? { failed: answer } : { ok }
}

/** Reads the `data` of a success; null for a refusal, and for what has another shape. */
export function dataOf<T>(schema: z.ZodType<T>, answer: HttpAnswer): T | null {
  if (answer.kind !== 'answer' || answer.status !== 200) return null
  if (parseAnswer(wireFailure, answer)?.error.code !== 'ok') return null
  return parseAnswer(schema, { body: (answer.body as { data?: unknown }).data })
}

/** Asks what the account may post now, and to whom. */
export async function creatorOf(outside: Outside, account: ConnectedAccountRef) {
  return read(wireCreator, await ask(outside, account, 'creator_info/query', {}))
}

/** Asks how far TikTok is with a post. */
export async function stateOf(outside: Outside, account: ConnectedAccountRef, publishId: string) {
  return read(wireState, await ask(outside, account, 'status/fetch', { publish_id: publishId }))
}
