import { detectLanguage } from '#core/knowledge/rules/language.ts'
import { modelFor } from '#core/lib/kernel/ai.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { type Db, only } from '#core/lib/kernel/db.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { given } from '#core/lib/kernel/given.ts'
import { standardDisclosure, standardNotices } from '../notices.ts'
import { enabledRules, machineSettings } from '../queries/machine.ts'
import { settle } from '../queries/settle.ts'
import { instructionsOf, think, wishOf, withoutModel } from '../queries/think.ts'
import { modeOf } from '../rules/decisions.ts'
import { asRuleLanguage } from '../rules/triage/language.ts'
import type { Asked } from '../rules/triage/match.ts'
import type {
  ChangeMachineSettings,
  MachineSettings,
  TriedMessage,
  TryMessage,
} from '../schemas/machine-settings.ts'
import type { AccountHours } from '../schemas/opening-hours.ts'
import * as examples from '../store/examples.ts'
import * as store from '../store/machine-settings.ts'
import { accounts as accountsAmong } from '../store/triage-rules.ts'
import { answerTo, passedNotice } from './answer.ts'

export async function getMachineSettings(ctx: Ctx): Promise<MachineSettings> {
  const [rows] = await ctx.db.batch((db) => [machineSettings(db, ctx.workspaceId)])
  const { paused: _, workspaceName, ...settings } = only(rows)
  const standard = standardNotices(workspaceName)
  const engine = (task: 'answers' | 'search', model: string) => ({
    task,
    model,
    offline: model.startsWith('offline/'),
  })
  return {
    ...settings,
    mode: modeOf(settings),
    standardDisclosure: standardDisclosure(workspaceName),
    standardHandoff: { open: standard.open, closed: standard.closed },
    standardAway: standard.away,
    models: [engine('answers', modelFor(ctx.ai, wishOf(settings))), engine('search', ctx.ai.embeddingModel)],
    offers: [...ctx.ai.offers],
  }
}

/** Changes the settings. They apply from the next decision on; the sweep picks up messages that are still undecided. */
export async function changeMachineSettings(
  ctx: Ctx,
  change: ChangeMachineSettings,
): Promise<MachineSettings> {
  const { workspaceId } = ctx
  demandOffered(ctx, change)
  await ctx.db.tx(async (tx, enqueue) => {
    const { settings, rules } = only(await store.lock(tx, workspaceId))
    const before = {
      systemPrompt: settings.systemPrompt,
      disclosure: settings.disclosure,
      handoffTold: settings.handoffTold,
      handoffWords: settings.handoffWords,
      handoffWordsClosed: settings.handoffWordsClosed,
      openingHours: settings.openingHours,
      accountHours: settings.accountHours,
      outsideHours: settings.outsideHours,
      awayWords: settings.awayWords,
      answerModel: settings.answerModel,
      temperature: settings.temperature,
      maxOutputTokens: settings.maxOutputTokens,
      aiEnabledForConversations: settings.aiEnabledForConversations,
      aiEnabledForComments: settings.aiEnabledForComments,
      autoReplyEnabled: settings.autoReplyEnabled,
      instructions: rules.instructions,
      ignoreExamples: rules.ignoreExamples,
      ignoreLikeness: rules.ignoreLikeness,
      aiControlEnabled: rules.aiControlEnabled,
    }
    const { instructions, ignoreExamples, ignoreLikeness, aiControlEnabled, ...ofSettings } = {
      ...before,
      ...given(change),
    }
    await demandAccounts(tx, workspaceId, change.accountHours ?? [])
    await store.changeSettings(tx, workspaceId, ofSettings)
    await store.changeRules(tx, workspaceId, {
      instructions,
      ignoreExamples,
      ignoreLikeness,
      aiControlEnabled,
    })
    if (change.ignoreExamples) await examples.forget(tx, { workspaceId, stay: ignoreExamples })
    await audit.record(tx, ctx, {
      action: 'ai_settings.change',
      objectType: 'ai_settings',
      objectId: settings.id,
      before: recorded(Object.fromEntries(Object.entries(before).filter(([name]) => name in change))),
      after: recorded(change),
    })
    enqueue({ type: 'feed.changed', topic: 'workspace', id: workspaceId })
  })
  return getMachineSettings(ctx)
}

/** Returns settings as the record keeps them: of examples how many, since contacts have written them. */
const recorded = ({ ignoreExamples, ...settings }: ChangeMachineSettings): Record<string, unknown> =>
  ignoreExamples ? { ...settings, ignoreExamples: ignoreExamples.length } : settings

function demandOffered({ ai }: Pick<Ctx, 'ai'>, { answerModel }: ChangeMachineSettings): void {
  if (answerModel == null || ai.offers.some(({ model }) => model === answerModel)) return
  const offered = ai.offers.map(({ model }) => model).join(', ')
  throw invalid(`The model ${answerModel} is not offered here.`, [
    { path: 'answerModel', message: `Choose one of ${offered}, or null.` },
  ])
}

async function demandAccounts(tx: Db, workspaceId: string, wanted: readonly AccountHours[]): Promise<void> {
  const ids = wanted.map(({ accountId }) => accountId)
  if (ids.length === 0) return
  const found = await accountsAmong(tx, { workspaceId, ids })
  const there = new Set(found.map(({ id }) => id))
  const at = ids.findIndex((id) => !there.has(id))
  if (at >= 0)
    throw invalid('There is no such account.', [
      { path: `accountHours.${at}.accountId`, message: 'Choose one of the connected accounts.' },
    ])
}

/** Shows how the machine would decide on a message, with the current or the given settings. Stores and sends nothing. */
export async function tryMessage(
  ctx: Ctx,
  { text, settings: wanted = {} }: TryMessage,
): Promise<TriedMessage> {
  demandOffered(ctx, wanted)
  const [rows, rules] = await ctx.db.batch((db) => [
    machineSettings(db, ctx.workspaceId),
    enabledRules(db, ctx.workspaceId),
  ])
  const settings = { ...only(rows), ...given(wanted) }
  const burst = [{ type: 'text', text, sentAt: ctx.now() }]
  const asked: Asked = {
    texts: [text],
    language: asRuleLanguage(detectLanguage(text)),
    sender: [],
    accountId: null,
    at: ctx.now(),
    first: true,
    labelIds: [],
  }
  const {
    verdict: sure,
    rule,
    example,
    closed,
  } = await settle(ctx, { burst, about: asked, optedOut: false, rules, settings, now: ctx.now() })
  const thought = sure
    ? withoutModel(sure)
    : await think(ctx, {
        texts: [text],
        transcript: [],
        instructions: instructionsOf(settings),
        ignoreExamples: settings.ignoreExamples,
        wish: wishOf(settings),
        rule,
      })
  const { verdict, proposed, passages, unsupported, model, prompt } = thought
  const stops = verdict.matchedRule === 'opt_out'
  const conversation = { disclosedAt: null, optedOutAt: stops ? ctx.now() : null, open: true }
  return {
    ...verdict,
    rule: rule && { id: rule.id, name: rule.name },
    example,
    mode: modeOf(settings),
    answer:
      answerTo({ verdict, proposed, conversation, settings, burst })?.text ??
      passedNotice({ verdict, conversation, settings, burst, closed, now: ctx.now() })?.text ??
      null,
    model,
    prompt,
    sources: passages.filter(({ id }) => proposed?.passageIds.includes(id)),
    unsupported: [...unsupported],
  }
}
