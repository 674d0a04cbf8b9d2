import { speakingIn, voiceOf } from '#core/characters/queries.ts'
import { detectLanguage } from '#core/knowledge/rules/language.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import * as modelCalls from '#core/lib/kernel/model-calls.ts'
import { ANSWERING } from '#core/workspaces/queries.ts'
import { enabledRules, machineSettings } from '../queries/machine.ts'
import { settle } from '../queries/settle.ts'
import { instructionsOf, thinkNoting, wishOf, withoutModel } from '../queries/think.ts'
import {
  ANSWER_TAKES_MS,
  askedOf,
  escalationReason,
  holdToWindow,
  modeOf,
  readable,
  triageOf,
  windowIsOpen,
} from '../rules/decisions.ts'
import { asRuleLanguage } from '../rules/triage/language.ts'
import type { Asked } from '../rules/triage/match.ts'
import * as decisions from '../store/decisions.ts'
import * as replies from '../store/replies.ts'
import { answerTo, passedNotice } from './answer.ts'

/** `again`: the contact wrote while the machine was deciding; wait for the new burst to end. */
export type Responded = 'nothing' | decisions.Became

/**
 * Decides on a contact's messages and queues the answer: one decision on all undecided messages, however many. It is written
 * only if nobody holds the conversation and nothing has come in since the messages were read, so this may run at any time, any
 * number of times. `insist`: decides on the messages read although newer ones came in, which stay undecided. Costs two round
 * trips to the database besides those of the search.
 */
export async function respond(
  ctx: Ctx,
  conversationId: string,
  { insist = false }: { insist?: boolean } = {},
): Promise<Responded> {
  const { workspaceId } = ctx
  const where = { workspaceId, conversationId }
  const [newestFirst, transcript, [settings], [standing], rules, [speaking]] = await ctx.db.batch((db) => [
    replies.undecidedMessages(db, where),
    replies.transcript(db, where),
    machineSettings(db, workspaceId),
    replies.standing(db, where),
    enabledRules(db, workspaceId),
    speakingIn(db, where),
  ])
  const undecided = newestFirst.toReversed()
  const last = undecided.at(-1)
  if (!last || !settings || !standing) return 'nothing'
  const voice = voiceOf(speaking)
  const mode = modeOf(settings, voice)
  if (mode === 'off' || settings.paused) return 'nothing'
  if (standing.held) return 'held'

  const burst = askedOf(undecided, standing.answeredAt === null ? null : new Date(standing.answeredAt))
  const texts = readable(burst.map((message) => message.text ?? ''))
  const about: Asked = {
    texts,
    language: asRuleLanguage(detectLanguage(texts.join('\n'))),
    sender: [standing.name, standing.handle, standing.recipient].filter((name) => name !== null),
    accountId: standing.accountId,
    at: last.sentAt,
    first: burst.some(({ id }) => id === standing.firstMessageId),
    labelIds: standing.labelIds,
  }
  const optedOut = standing.optedOutAt !== null
  const settled = await settle(ctx, { burst, about, optedOut, rules, settings, now: ctx.now() })
  const { verdict: sure, rule, example, closed } = settled
  const question = {
    texts,
    transcript: linesBefore(burst, [...transcript, ...undecided]),
    instructions: instructionsOf(settings),
    ignoreExamples: settings.ignoreExamples,
    wish: wishOf(settings),
    rule,
    voice,
  }
  const { thought, calls } = sure
    ? { thought: withoutModel(sure), calls: [] }
    : await thinkNoting(ctx, question)
  const full = undecided.length === replies.READ_AT_MOST
  const unread =
    texts.length === burst.length && !full ? '' : ` Only the newest ${texts.length} messages were read.`

  const now = ctx.now()
  const { proposed, passages, unsupported, model, prompt, usage } = thought
  const windowMs = ctx.connector(standing.platform).messages?.rules.windowMs
  const open = windowIsOpen(standing.lastInboundAt, windowMs, new Date(now.getTime() + ANSWER_TAKES_MS))
  const verdict = holdToWindow(thought.verdict, { open })
  const conversation = { ...standing, open }
  const answers = mode === 'answer'
  const answer = answers ? answerTo({ verdict, proposed, conversation, settings, burst }) : null
  const escalates = verdict.decision === 'escalate'
  const told = answers ? passedNotice({ verdict, conversation, settings, burst, closed, now }) : null

  const outcome: decisions.Outcome = {
    decision: {
      id: newId(),
      at: now,
      messageId: last.id,
      ...verdict,
      reason: verdict.reason + unread,
      messageText: texts.join('\n').slice(0, 500),
      model,
      prompt,
      snapshot: {
        burst: texts,
        passages: passages.map((passage) => ({
          ...passage,
          used: proposed?.passageIds.includes(passage.id) ?? false,
        })),
        proposed: {
          decision: proposed?.decision ?? verdict.decision,
          confidence: proposed?.confidence ?? verdict.confidence,
          reply: proposed?.reply ?? null,
        },
        unsupported: [...unsupported],
        usage,
        rule: rule && { id: rule.id, name: rule.name },
        example: verdict.matchedRule === 'ignore_example' ? example : null,
      },
    },
    matched: rule && {
      id: newId(),
      ruleId: rule.id,
      triage: triageOf(rule.decision),
      confidence: 1,
      reason: `The rule “${rule.name}” applies.`,
      snapshot: { rule, about: { ...about, texts: texts.map((text) => text.slice(0, 500)) } },
    },
    labels: rule?.labelIds ?? [],
    marked: undecided.map(({ id }) => id),
    full,
    triage: triageOf(verdict.decision),
    escalation: escalates
      ? {
          id: newId(),
          reason: escalationReason(verdict),
          assignTo: rule?.assignTo ?? null,
          mayAnswer: ANSWERING,
        }
      : null,
    answer: answer && {
      id: newId(),
      ...answer,
      replyToId: last.id,
      confidence: verdict.confidence,
      notice: null,
    },
    told: told && { id: newId(), ...told, replyToId: null, answerFrom: null, confidence: null },
    closedSince: closed?.since ?? null,
    disclosed: answer !== null && answer.answerFrom !== null,
    language: about.language,
    saidAt: last.sentAt,
  }
  const results = await ctx.db.batch((db, enqueue) => {
    enqueue({ type: 'feed.changed', topic: 'messages', id: conversationId })
    const seen = { sight: standing.sight, optedOut, insist }
    return [
      decisions.decide(db, where, seen, outcome),
      ...modelCalls.record(db, ctx, [...settled.calls, ...calls]),
    ]
  })
  return only(results[0].rows).became
}

interface Said {
  id: string
  author: 'contact' | 'machine' | 'person'
  text: string | null
  sentAt: Date
}

/** Returns the last lines of a conversation without those of the burst, oldest first. */
function linesBefore(burst: readonly { id: string }[], said: readonly Said[]) {
  const asked = new Set(burst.map(({ id }) => id))
  return said
    .filter(({ id }) => !asked.has(id))
    .sort((one, other) => one.sentAt.getTime() - other.sentAt.getTime())
    .flatMap(({ author, text }) => (text === null ? [] : [{ author, text }]))
    .slice(-replies.TRANSCRIPT_LINES)
}
