import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { only } from '#core/lib/kernel/db.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { DEAD_AFTER_MS, turnsOf } from '../rules/turns.ts'
import type { ChatMessage } from '../schemas.ts'
import * as store from '../store/chats.ts'
import { ownerOf, sessionOf, toMessage } from './sessions.ts'

/** The messages that a model is told of, beside the question. */
const REMEMBERED = 20

/** A turn of a chat: its question and its answer, by id, and what a model is told. */
export interface Turn {
  session: { workspaceId: string; ownerId: string; id: string }
  question: ChatMessage
  answer: ChatMessage
  /** The turn was asked before under the same key: `answer` is told again, and no model is asked. */
  again: boolean
  turns: ReturnType<typeof turnsOf>
}

/**
 * Keeps a question, with an empty answer that is to be written (`writeAnswer`). The same key finds the turn that it began.
 * @throws not_found, conflict `answer_running` or `idempotency_key_reused`
 */
export async function askChat(
  ctx: Ctx,
  id: string,
  { text, key }: { text: string; key: string | null },
): Promise<Turn> {
  const { workspaceId } = ctx
  const session = sessionOf(ctx, id)
  return ctx.db.tx(async (tx) => {
    await enter(ctx, tx, session)
    const before = key === null ? undefined : (await store.byKey(tx, session, key))[0]
    if (before) return told(ctx, tx, session, before, text)
    await refuseWhileAnswering(tx, session)
    const known = await history(ctx, tx, session)
    const at = ctx.now()
    const common = { workspaceId, ...ownerOf(ctx.actor), sessionId: id, createdAt: at }
    const question = { ...common, id: newId(), role: 'user', text, state: 'done', key } as const
    const asked = only(await store.add(tx, question))
    const begun = only(await store.add(tx, { ...common, id: newId(), role: 'assistant', state: 'answering' }))
    const shown = toMessage(asked, at)
    return {
      session,
      question: shown,
      answer: toMessage(begun, at),
      again: false,
      turns: turnsOf([...known, shown]),
    }
  })
}

/**
 * Begins the last answer of a chat anew. @throws not_found, conflict `answer_running`, `nothing_to_retry`, or `answer_acted` where what it
 * proposed was confirmed: the record of that would go
 */
export async function retryAnswer(ctx: Ctx, id: string, { key }: { key: string | null }): Promise<Turn> {
  const session = sessionOf(ctx, id)
  return ctx.db.tx(async (tx) => {
    await enter(ctx, tx, session)
    const before = key === null ? undefined : (await store.byKey(tx, session, key))[0]
    if (before) return told(ctx, tx, session, before, null)
    await refuseWhileAnswering(tx, session)
    const known = await history(ctx, tx, session)
    const [question, answer] = known.slice(-2)
    if (question?.role !== 'user' || answer?.role !== 'assistant')
      throw conflict('nothing_to_retry', 'There is no answer yet. Ask something first.')
    if (answer.steps.some(({ changes, state }) => changes && state !== 'proposed' && state !== 'cancelled'))
      throw conflict('answer_acted', 'What this answer proposed was carried out. Ask again in a new message.')
    const begun = only(await store.begin(tx, session, answer.id, key))
    const turns = turnsOf(known.slice(0, -1))
    return { session, question, answer: toMessage(begun, ctx.now()), again: false, turns }
  })
}

/** Locks the chat for this transaction, and ends an answer whose process died. */
async function enter(ctx: Ctx, tx: Db, session: Turn['session']): Promise<void> {
  const [found] = await store.locked(tx, session)
  if (!found) throw notFound('chat')
  await store.endDead(tx, session, new Date(ctx.now().getTime() - DEAD_AFTER_MS))
}

async function refuseWhileAnswering(tx: Db, session: Turn['session']): Promise<void> {
  const [last] = await store.messages(tx, { ...session, before: null, limit: 1 })
  if (last?.state === 'answering')
    throw conflict(
      'answer_running',
      'The answer before is still being written. Stop it, or wait for its end.',
    )
}

async function history(ctx: Ctx, tx: Db, session: Turn['session']): Promise<ChatMessage[]> {
  const rows = await store.messages(tx, { ...session, before: null, limit: REMEMBERED })
  const at = ctx.now()
  return rows.map((row) => toMessage(row, at)).toReversed()
}

/** Returns the turn that a key began. @throws conflict where the key asked something else, or its answer is being written */
async function told(
  ctx: Ctx,
  tx: Db,
  session: Turn['session'],
  found: store.MessageRow,
  text: string | null,
): Promise<Turn> {
  const isSame = found.role === 'user' ? found.text === text : text === null
  if (!isSame)
    throw conflict(
      'idempotency_key_reused',
      'This Idempotency-Key was used for another request. Use a new one.',
    )
  const [question, answer] =
    found.role === 'user'
      ? [found, (await store.following(tx, session, found.id))[0]]
      : [(await store.preceding(tx, session, found.id))[0], found]
  if (!question || !answer) throw notFound('answer')
  if (answer.state === 'answering')
    throw conflict(
      'request_in_progress',
      'The first request with this Idempotency-Key is still running. Ask again in a moment.',
    )
  const at = ctx.now()
  return { session, question: toMessage(question, at), answer: toMessage(answer, at), again: true, turns: [] }
}

/** Checks a key that a request came with; null where it came with none. @throws invalid */
export function keyOf(header: string | undefined): string | null {
  if (header === undefined || /^[\x21-\x7e]{1,200}$/.test(header)) return header ?? null
  throw invalid('The Idempotency-Key must be 1–200 printable ASCII characters.', [
    { path: 'Idempotency-Key', message: 'Use a UUID.' },
  ])
}
