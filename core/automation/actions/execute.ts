import { speakingAs } from '#core/characters/queries.ts'
import { effectiveTemperature, personalityPrompt } from '#core/characters/rules/traits.ts'
import { voiceTask } from '#core/characters/schemas.ts'
import { detectLanguage } from '#core/knowledge/rules/language.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { isUnpaid } from '#core/lib/kernel/credits.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { AppError, describeError, notFound } from '#core/lib/kernel/errors.ts'
import { backoffMs, MAX_ATTEMPTS } from '#core/lib/platform/retry.ts'
import { sha256Hex } from '#core/lib/secrets/crypto.ts'
import type { CreateScheduledPost } from '#core/publishing/schemas.ts'
import { fill, hashtagsOf, uses } from '../rules/templates.ts'
import { valuesAt } from '../rules/values.ts'
import type { ExecutionStep, Why } from '../schemas.ts'
import * as store from '../store/executions.ts'
import * as material from '../store/material.ts'
import { LEASE_MS } from './tick.ts'

const UNPAID_AGAIN_MS = 3_600_000
const PAUSED_AGAIN_MS = 5 * 60_000

/** The part of publishing that an execution needs. `alongside` is done in the transaction that schedules the post. */
export interface Publishing {
  schedule(
    ctx: Ctx,
    post: CreateScheduledPost,
    alongside: (tx: Db, postId: string) => Promise<void>,
  ): Promise<unknown>
}

/** Stops an execution for a reason that is no failure. */
class Skipped extends Error {
  readonly why: Why

  constructor(why: Why) {
    super(why)
    this.why = why
  }
}
/** Another worker has taken the execution up, since this one took too long. */
class TakenOver extends Error {}

/**
 * Writes the post of an admitted execution and schedules it. The post and the execution's end are one transaction, so that there is one post, however often
 * this is asked. Returns whether it was posted.
 */
export async function execute(ctx: Ctx, id: string, publishing: Publishing): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, id }
  const now = ctx.now()
  const begunBefore = new Date(now.getTime() - LEASE_MS)
  const [[claimed], [found]] = await ctx.db.batch((db) => [
    store.claim(db, where, { now, begunBefore }),
    material.toExecute(db, where),
  ])
  if (!claimed || !found) return false
  const { fence, attempts } = claimed
  const settle = (set: Omit<Parameters<typeof store.settle>[1], 'workspaceId' | 'id' | 'fence'>) =>
    ctx.db.batch((db, enqueue) => {
      enqueue({ type: 'feed.changed', topic: 'automation' })
      return [
        store.settle(db, { ...where, fence, ...set }),
        ...(set.status === 'failed'
          ? [store.count(db, { workspaceId: ctx.workspaceId, id: found.rule.id, as: 'failure' })]
          : []),
      ]
    })
  const steps: ExecutionStep[] = [...found.execution.steps]
  try {
    if (found.paused) {
      await settle({ status: 'admitted', againAt: new Date(now.getTime() + PAUSED_AGAIN_MS) })
      return false
    }
    await post(ctx, found, { fence, steps, publishing })
    return true
  } catch (error) {
    if (error instanceof TakenOver) return false
    if (error instanceof Skipped) {
      await settle({ status: 'skipped', why: error.why, steps })
      return false
    }
    // Do not try again: a platform would refuse the same post the next time as well.
    const final = error instanceof AppError && error.kind === 'invalid'
    const tried = attempts + 1
    const reason = describeError(error)
    ctx.log.warn('automation.not_posted', { executionId: id, error: reason })
    if (final || (!isUnpaid(error) && tried >= MAX_ATTEMPTS))
      await settle({ status: 'failed', error: reason, steps })
    else
      await settle({
        status: 'admitted',
        error: reason,
        attempts: isUnpaid(error) ? attempts : tried,
        againAt: new Date(now.getTime() + (isUnpaid(error) ? UNPAID_AGAIN_MS : backoffMs(tried))),
      })
    return false
  }
}

interface Work {
  fence: number
  /** Filled as the work goes on. */
  steps: ExecutionStep[]
  publishing: Publishing
}

async function post(ctx: Ctx, found: material.ToExecute, { fence, steps, publishing }: Work): Promise<void> {
  const { execution, rule, character } = found
  const { workspaceId } = ctx
  if (!rule.enabled || character.status !== 'active') throw new Skipped('switched_off')
  const needsText = rule.promptTemplate === null && uses(captionOf(rule), 'text')
  const wantsFile = rule.contentType !== 'text'
  const pick = { workspaceId, characterId: character.id, contentCategory: rule.contentCategory }
  const minQuality = rule.minContentQuality
  const [accounts, [speaker], [file], [words]] = await ctx.db.batch((db) => [
    material.accounts(db, { workspaceId, profileId: character.profileId, platforms: rule.platforms }),
    speakingAs(db, { workspaceId, profileId: character.profileId }),
    material.choose(db, { ...pick, contentType: rule.contentType, minQuality }),
    material.choose(db, { ...pick, contentType: 'text', minQuality }),
  ])
  if (!speaker) throw notFound('character')
  if (accounts.length === 0) throw new Skipped('no_account')
  const shown = wantsFile ? file : undefined
  if (wantsFile && !shown?.mediaId) throw new Skipped('no_media')
  if (shown) steps.push({ step: 'media', value: quality(shown) })
  const said = needsText ? words?.text : undefined
  if (needsText && !wantsFile && !said) throw new Skipped('no_text')
  if (words && said) steps.push({ step: 'text', value: quality(words) })

  const values = valuesAt({
    at: execution.at,
    timezone: character.timezone,
    character: character.name,
    topics: [...speaker.personality.preferredTopics, ...character.interests],
    turn: rule.timesExecuted,
    event: execution.subject,
    language: detectLanguage(rule.promptTemplate ?? rule.captionTemplate ?? '') === 'fr' ? 'fr' : 'en',
  })
  const text =
    rule.promptTemplate === null
      ? (said ?? '')
      : await inVoice(ctx, speaker, fill(rule.promptTemplate, values), steps)
  const caption = fill(captionOf(rule), { ...values, text, hashtags: hashtags(rule, speaker, values) })
  const content = shown ?? (said ? words : undefined)
  const fingerprint = await sha256Hex(`${shown?.mediaId ?? ''}\n${caption}`)
  steps.push({
    step: rule.needsApproval ? 'approval' : 'post',
    value: accounts.map(({ name }) => name).join(', '),
  })

  await publishing.schedule(
    ctx,
    {
      text: caption,
      accountIds: accounts.map((account) => account.id),
      publishAt: ctx.now().toISOString(),
      timezone: character.timezone,
      status: rule.needsApproval ? 'awaiting_approval' : 'queued',
      ...(shown?.mediaId ? { media: [{ mediaId: shown.mediaId, altText: null }] } : {}),
    },
    async (tx, postId) => {
      const [locked] = await material.lockCharacter(tx, { workspaceId, id: character.id })
      if (locked?.status !== 'active') throw new Skipped('switched_off')
      const [on] = await store.count(tx, { workspaceId, id: rule.id, as: 'success' })
      if (!on) throw new Skipped('switched_off')
      const of = { workspaceId, characterId: character.id, ruleId: rule.id, fingerprint }
      if ((await store.samePost(tx, of)).length > 0) throw new Skipped('same_post')
      const settled = await store.settle(tx, {
        ...{ workspaceId, id: execution.id, fence, status: 'posted', error: null, steps },
        ...{ text: caption, fingerprint, contentId: content?.id ?? null, scheduledPostId: postId },
      })
      if (settled.length === 0) throw new TakenOver()
    },
  )
}

const captionOf = ({ captionTemplate }: material.ToExecute['rule']) =>
  captionTemplate ?? '{{text}}\n\n{{hashtags}}'
const quality = ({ qualityScore, timesUsed }: material.Chosen) => `${qualityScore} · ${timesUsed}`

type Speaker = Awaited<ReturnType<typeof speakingAs>>[number]

/** Has a text said in the character's voice. */
async function inVoice(ctx: Ctx, speaker: Speaker, text: string, steps: ExecutionStep[]): Promise<string> {
  const { character, personality } = speaker
  const { extroversion, creativity, humor, professionalism, authenticity } = personality
  const { output, model } = await ctx.ai.generate(
    voiceTask,
    {
      text,
      language: detectLanguage(text) === 'fr' ? 'fr' : 'en',
      instructions: personalityPrompt(character, personality),
      traits: { extroversion, creativity, humor, professionalism, authenticity },
    },
    { temperature: effectiveTemperature(personality) },
  )
  steps.push({ step: 'voice', value: model })
  return output.text
}

function hashtags(
  { hashtagStrategy, hashtagTemplate }: material.ToExecute['rule'],
  { character, personality }: Speaker,
  values: Readonly<Record<string, string>>,
): string {
  if (hashtagStrategy === 'template') return fill(hashtagTemplate ?? '', values)
  if (hashtagStrategy === 'none') return ''
  return hashtagsOf([values.topic ?? '', ...personality.preferredTopics, ...character.interests]).join(' ')
}
