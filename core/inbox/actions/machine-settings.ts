import { detectLanguage } from '#core/knowledge/rules/language.ts'
import { modelFor } from '#core/lib/kernel/ai.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { only } from '#core/lib/kernel/db.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { standardDisclosure, standardHandoff } from '../notices.ts'
import { enabledRules, machineSettings } from '../queries/machine.ts'
import { instructionsOf, think, wishOf, withoutModel } from '../queries/think.ts'
import { modeOf } from '../rules/decisions.ts'
import { decideBeforeModel } from '../rules/order.ts'
import { asRuleLanguage } from '../rules/triage/language.ts'
import { type Asked, firstMatch } from '../rules/triage/match.ts'
import type {
  ChangeMachineSettings,
  MachineSettings,
  TriedMessage,
  TryMessage,
} from '../schemas/machine-settings.ts'
import * as store from '../store/machine-settings.ts'
import { answerTo } from './answer.ts'

export async function getMachineSettings(ctx: Ctx): Promise<MachineSettings> {
  const [rows] = await ctx.db.batch((db) => [machineSettings(db, ctx.workspaceId)])
  const { paused: _, workspaceName, ...settings } = only(rows)
  const engine = (task: 'answers' | 'search', model: string) => ({
    task,
    model,
    offline: model.startsWith('offline/'),
  })
  return {
    ...settings,
    mode: modeOf(settings),
    standardDisclosure: standardDisclosure(workspaceName),
    standardHandoff: standardHandoff(workspaceName),
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
      answerModel: settings.answerModel,
      temperature: settings.temperature,
      maxOutputTokens: settings.maxOutputTokens,
      aiEnabledForConversations: settings.aiEnabledForConversations,
      aiEnabledForComments: settings.aiEnabledForComments,
      autoReplyEnabled: settings.autoReplyEnabled,
      instructions: rules.instructions,
      ignoreExamples: rules.ignoreExamples,
      aiControlEnabled: rules.aiControlEnabled,
    }
    const { instructions, ignoreExamples, aiControlEnabled, ...ofSettings } = { ...before, ...given(change) }
    await store.changeSettings(tx, workspaceId, ofSettings)
    await store.changeRules(tx, workspaceId, { instructions, ignoreExamples, aiControlEnabled })
    await audit.record(tx, ctx, {
      action: 'ai_settings.change',
      objectType: 'ai_settings',
      objectId: settings.id,
      before: Object.fromEntries(Object.entries(before).filter(([name]) => name in change)),
      after: change,
    })
    enqueue({ type: 'feed.changed', topic: 'workspace', id: workspaceId })
  })
  return getMachineSettings(ctx)
}

function demandOffered({ ai }: Pick<Ctx, 'ai'>, { answerModel }: ChangeMachineSettings): void {
  if (answerModel == null || ai.offers.some(({ model }) => model === answerModel)) return
  const offered = ai.offers.map(({ model }) => model).join(', ')
  throw invalid(`The model ${answerModel} is not offered here.`, [
    { path: 'answerModel', message: `Choose one of ${offered}, or null.` },
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
  const { verdict: sure, rule } = decideBeforeModel(burst, { optedOut: false }, () =>
    firstMatch(rules, asked),
  )
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
    mode: modeOf(settings),
    answer: answerTo({ verdict, proposed, conversation, settings, burst })?.text ?? null,
    model,
    prompt,
    sources: passages.filter(({ id }) => proposed?.passageIds.includes(id)),
    unsupported: [...unsupported],
  }
}

/** Removes fields that are `undefined`, so that they do not overwrite existing values. */
function given<T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}
