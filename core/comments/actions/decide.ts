import { speakingUnder, voiceOf } from '#core/characters/queries.ts'
import { disclosed } from '#core/inbox/notices.ts'
import { leastAlike, mostAlike } from '#core/inbox/queries/examples.ts'
import { enabledRules, machineSettings } from '#core/inbox/queries/machine.ts'
import { instructionsOf, type Thought, thinkNoting, wishOf, withoutModel } from '#core/inbox/queries/think.ts'
import { decideBeforeModel, decideByExample } from '#core/inbox/rules/order.ts'
import { asRuleLanguage } from '#core/inbox/rules/triage/language.ts'
import { type Asked, firstMatch } from '#core/inbox/rules/triage/match.ts'
import { detectLanguage } from '#core/knowledge/rules/language.ts'
import type { MeteredCall } from '#core/lib/kernel/ai.ts'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import * as modelCalls from '#core/lib/kernel/model-calls.ts'
import { lengthProblem } from '#core/lib/platform/length.ts'
import {
  type CommentVerdict,
  DECIDE_LEASE_MS,
  DECIDE_TRIES,
  decideByAge,
  decideByPlace,
  modeOfComments,
  type Standing,
  statusAfter,
  withoutOwnName,
} from '../rules.ts'
import * as actions from '../store/acts.ts'
import * as store from '../store/decisions.ts'

const FORGOTTEN_AFTER_MS = 30_000
const FORGOTTEN_AT_ONCE = 200

/** Has those comments decided whose job was lost, or that waited for machines to be switched on. Returns how many. */
export async function sweepUndecided(ctx: SystemCtx): Promise<number> {
  const before = new Date(ctx.now().getTime() - FORGOTTEN_AFTER_MS)
  const [{ rows }] = await ctx.db.batch((db) => [store.forgotten(db, { before, limit: FORGOTTEN_AT_ONCE })])
  if (rows.length > 0)
    await ctx.deliver(
      rows.map(({ id: commentId, workspace_id: workspaceId }) => ({
        id: newId(),
        workspaceId,
        job: { type: 'comments.decide', commentId },
      })),
    )
  return rows.length
}

/**
 * Decides on a comment, once, and queues the answer. The decision is written only if the comment still says what it said, nobody has
 * answered it meanwhile and it is undecided, so that this may run at any time, any number of times.
 */
export async function decideComment(ctx: Ctx, commentId: string): Promise<'decided' | 'nothing'> {
  const { workspaceId } = ctx
  const where = { workspaceId, commentId }
  const now = ctx.now()
  const until = new Date(now.getTime() + DECIDE_LEASE_MS)
  const [[comment], { rows: around }, { rows: above }, [settings], rules, [speaking]] = await ctx.db.batch(
    (db) => [
      store.claim(db, { ...where, now, until }),
      store.standing(db, where),
      store.above(db, where),
      machineSettings(db, workspaceId),
      enabledRules(db, workspaceId),
      speakingUnder(db, where),
    ],
  )
  const [place] = around
  if (!comment || !place || !settings) return 'nothing'
  const voice = voiceOf(speaking)
  const mode = modeOfComments(settings, voice)
  if (mode === 'off' || settings.paused) {
    await ctx.db.batch((db) => [store.unclaim(db, { ...where, now })])
    return 'nothing'
  }

  const { text } = comment
  const language = detectLanguage(text)
  const standing: Standing = {
    text,
    postedAt: comment.postedAt,
    authorId: comment.authorId,
    authorHandle: comment.authorHandle,
    watchedSince: new Date(place.watched_since),
    parent:
      place.parent_author === null
        ? null
        : { isOwn: place.parent_is_own === true, authorId: place.parent_author },
    account: { name: place.account_name, externalId: place.account_external_id },
    turns: place.turns,
  }
  const about: Asked = {
    texts: [text],
    language: asRuleLanguage(language),
    sender: [comment.authorName, comment.authorHandle, comment.authorId].filter((name) => name !== null),
    accountId: comment.accountId,
    at: comment.postedAt,
    first: place.first,
    labelIds: [],
  }
  const burst = place.answered ? [] : [{ type: 'text', text }]
  const compared: MeteredCall[] = []
  /** Compares what no rule decides with the examples to ignore. */
  const byExample = async () => {
    if (rule) return null
    const ai = ctx.ai.noting?.(compared) ?? ctx.ai
    const alike = await mostAlike({ ...ctx, ai }, { texts: [text], examples: settings.ignoreExamples })
    return decideByExample(leastAlike(alike), settings.ignoreLikeness)
  }
  const { verdict: before, rule } = decideBeforeModel(burst, { optedOut: place.opted_out }, () =>
    firstMatch(rules, about),
  )
  const sure: CommentVerdict | null =
    decideByAge(standing) ??
    before ??
    (rule ? null : decideByPlace(standing)) ??
    (await byExample()) ??
    (comment.tries > DECIDE_TRIES ? undecidable() : null)
  const { thought, calls }: Decided = sure
    ? { thought: withoutModel(sure), calls: [] }
    : await thinkNoting(ctx, {
        texts: [withoutOwnName(text, standing.account)],
        transcript: above,
        instructions: instructionsOf(settings),
        ignoreExamples: settings.ignoreExamples,
        wish: wishOf(settings),
        rule,
        voice,
        post: { id: comment.postId, text: place.caption },
      })

  const { verdict, reply } = answerOf(thought)
  const answers = mode === 'answer' && reply !== null
  const decidedAt = ctx.now()
  return ctx.db.tx(async (tx, enqueue) => {
    const [locked] = await store.lock(tx, where)
    if (!locked || locked.decideAt === null || locked.text !== text) return 'nothing'
    const decisionId = newId()
    await store.insert(tx, {
      id: decisionId,
      ...where,
      decision: verdict.decision,
      confidence: verdict.confidence,
      reason: verdict.reason,
      matchedRule: verdict.matchedRule,
      model: thought.model,
      prompt: thought.prompt,
      snapshot: {
        text: text.slice(0, 2000),
        passages: thought.passages.map((passage) => ({
          ...passage,
          used: thought.proposed?.passageIds.includes(passage.id) ?? false,
        })),
        proposed: {
          decision: thought.proposed?.decision ?? verdict.decision,
          confidence: thought.proposed?.confidence ?? verdict.confidence,
          reply: thought.proposed?.reply ?? null,
        },
        unsupported: [...thought.unsupported],
        usage: thought.usage,
        rule: rule && { id: rule.id, name: rule.name },
      },
      createdAt: decidedAt,
    })
    const answered = locked.status === 'answered' || verdict.matchedRule === 'answered'
    await actions.setDecided(tx, {
      ...where,
      decisionId,
      triage: verdict.decision,
      status: statusAfter(verdict.decision, { answered: answered || answers }),
    })
    if (answers && !answered) {
      const id = newId()
      await actions.insert(tx, {
        id,
        ...where,
        accountId: comment.accountId,
        kind: 'reply',
        text: reply,
        author: 'machine',
        decisionId,
        status: 'queued',
        notBefore: decidedAt,
      })
      enqueue({ type: 'comments.send', actionId: id, at: decidedAt.toISOString() })
    }
    for (const query of modelCalls.record(tx, ctx, [...compared, ...calls])) await query
    enqueue({ type: 'feed.changed', topic: 'comments', id: comment.postId })
    return 'decided'
  })

  /** Returns the reply as it is sent, with the notice that a machine writes if its author has not had one; a longer one than the platform takes is a person's. */
  function answerOf({ verdict, proposed }: Thought<CommentVerdict>): {
    verdict: CommentVerdict
    reply: string | null
  } {
    if (verdict.decision !== 'respond' || !proposed?.reply || !settings || !place)
      return { verdict, reply: null }
    const told = { words: settings.disclosure, workspace: settings.workspaceName, language }
    const whole = place.first ? disclosed(proposed.reply, told).text : proposed.reply
    const { comments } = ctx.connector(place.platform)
    if (!comments || lengthProblem(whole, comments.rules.text, place.platform) === null)
      return { verdict, reply: whole }
    return {
      verdict: {
        ...verdict,
        decision: 'escalate',
        matchedRule: 'too_long',
        reason: 'The answer is longer than a comment may be there.',
      },
      reply: null,
    }
  }
}

interface Decided {
  thought: Thought<CommentVerdict>
  calls: readonly MeteredCall[]
}

const undecidable = (): CommentVerdict => ({
  decision: 'escalate',
  confidence: 1,
  reason: 'It could not be decided on, however often it was tried; a person may answer.',
  matchedRule: 'not_decided',
})
