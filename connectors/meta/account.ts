import type * as z from 'zod'
import type { ConnectedAccountRef, Connector, FoundPost, FoundPosts } from '#core/lib/platform/connector.ts'
import type { Outside } from '../folder.ts'
import { parseAnswer } from '../http.ts'
import type { graphErrors } from './errors.ts'
import { allOf, graph, succeeded, tokenOf } from './graph.ts'

type Failed = ReturnType<typeof graphErrors>['failedHarmlessly']

/** Reads the account itself, which proves its token. @returns `connected`, or the platform's refusal */
export async function connectBy<T>(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  {
    fields,
    item,
    nameOf,
    failed,
  }: { fields: string; item: z.ZodType<T>; nameOf(one: T): string; failed: Failed },
): ReturnType<Connector['connect']> {
  const path = `${encodeURIComponent(account.externalId)}?fields=${fields}`
  const answer = await graph(http, tokenOf(account), path)
  const found = succeeded(answer) ? parseAnswer(item, answer) : null
  if (found) return { kind: 'connected', name: nameOf(found) }
  const refused = failed(answer, now())
  return refused.kind === 'limited' ? { kind: 'retry', reason: 'Facebook asks to wait.' } : refused
}

interface Listing<T> {
  /** The platform's name. */
  name: string
  /** The list, of which the newest comes first. */
  path: string
  item: z.ZodType<T>
  fields: string
  found(one: T): FoundPost
  failed: Failed
}

/** Finds posts of a list since a time, which Meta tells in whole seconds. */
export async function findSince<T>(
  { http, now }: Outside,
  account: ConnectedAccountRef,
  since: Date,
  { name, path, item, fields, found, failed }: Listing<T>,
): Promise<FoundPosts> {
  const from = wholeSecond(since)
  const all = await allOf(http, tokenOf(account), path, {
    item,
    query: { fields, limit: '50' },
    enough: (oldest) => found(oldest).createdAt < from,
  })
  if (all === null) return { kind: 'retry', reason: `${name} lists too many posts to look through.` }
  if (!Array.isArray(all)) return failed(all, now())
  return { kind: 'found', posts: all.map(found).filter(({ createdAt }) => createdAt >= from) }
}

/** Returns the second in which a time lies: Meta tells times in whole ones. */
export const wholeSecond = (time: Date): Date => new Date(Math.floor(time.getTime() / 1000) * 1000)
