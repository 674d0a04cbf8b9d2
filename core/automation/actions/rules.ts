import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conflict, type FieldError, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { given } from '#core/lib/kernel/given.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { loopThrough } from '../rules/loops.ts'
import { templateProblems } from '../rules/templates.ts'
import { firstFrom, readTrigger } from '../rules/trigger.ts'
import type { AutomationRule, ChangeAutomationRule, CreateAutomationRule, RuleFields } from '../schemas.ts'
import * as store from '../store/rules.ts'

/** Lists rules, the latest first: of all characters or of one. */
export async function listRules(
  { db, workspaceId }: Ctx,
  {
    characterId,
    limit,
    cursor,
  }: { characterId?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<AutomationRule>> {
  const before = decodeCursor(cursor)
  const [rows] = await db.batch((one) => [store.list(one, { workspaceId, characterId, before, limit })])
  return pageOfRows(rows, limit, ({ createdAt: at, id }) => ({ at, id }), toRule)
}

/** @throws not_found */
export async function getRule({ db, workspaceId }: Ctx, id: string): Promise<AutomationRule> {
  const [[row]] = await db.batch((one) => [store.byId(one, { workspaceId, id })])
  if (!row) throw notFound('automation rule')
  return toRule(row)
}

export const quietHoursOf = ({ quietFrom, quietTo }: Pick<store.RuleRow, 'quietFrom' | 'quietTo'>) =>
  quietFrom !== null && quietTo !== null ? { from: quietFrom, to: quietTo } : null

function toRule(row: store.RuleRow): AutomationRule {
  const { workspaceId: _, quietFrom, quietTo, nextCounted: _counted, decided: _decided, ...rule } = row
  return {
    ...rule,
    quietHours: quietHoursOf({ quietFrom, quietTo }),
    nextAt: rule.enabled ? (rule.nextAt?.toISOString() ?? null) : null,
    lastExecutedAt: rule.lastExecutedAt?.toISOString() ?? null,
    createdAt: rule.createdAt.toISOString(),
    updatedAt: rule.updatedAt.toISOString(),
  }
}

/** Makes a rule of a character. @throws not_found, invalid, conflict `feeds_itself` */
export async function createRule(ctx: Ctx, input: CreateAutomationRule): Promise<AutomationRule> {
  const id = newId()
  const { characterId, ...fields } = input
  const { workspaceId } = ctx
  await ctx.db.tx(async (tx, enqueue) => {
    const values = await checked(ctx, tx, { id, characterId, fields })
    await store.insert(tx, { ...values, id, workspaceId, characterId })
    await audit.record(tx, ctx, {
      action: 'automation_rule.create',
      objectType: 'automation_rule',
      objectId: id,
      after: input,
    })
    enqueue({ type: 'feed.changed', topic: 'automation' })
  })
  return getRule(ctx, id)
}

/** Changes a rule from now on; what it has scheduled stays. @throws not_found, invalid, conflict `feeds_itself` */
export async function changeRule(
  ctx: Ctx,
  id: string,
  change: ChangeAutomationRule,
): Promise<AutomationRule> {
  const where = { workspaceId: ctx.workspaceId, id }
  const set = given(change)
  await ctx.db.tx(async (tx, enqueue) => {
    await store.lock(tx, where)
    const [row] = await store.byId(tx, where)
    if (!row) throw notFound('automation rule')
    const before = toRule(row)
    const fields = fieldsOf({ ...before, ...set })
    await store.change(tx, where, await checked(ctx, tx, { id, characterId: row.characterId, fields }))
    await audit.record(tx, ctx, {
      action: 'automation_rule.change',
      objectType: 'automation_rule',
      objectId: id,
      before: fieldsOf(before),
      after: set,
    })
    enqueue({ type: 'feed.changed', topic: 'automation' })
  })
  return getRule(ctx, id)
}

/** Deletes a rule with its executions; the posts that it has made stay. @throws not_found */
export async function deleteRule(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.tx(async (tx, enqueue) => {
    const [row] = await store.remove(tx, { workspaceId: ctx.workspaceId, id })
    if (!row) throw notFound('automation rule')
    await audit.record(tx, ctx, {
      action: 'automation_rule.delete',
      objectType: 'automation_rule',
      objectId: id,
      before: row,
    })
    enqueue({ type: 'feed.changed', topic: 'automation' })
  })
}

const fieldsOf = ({
  id: _id,
  characterId: _character,
  characterName: _name,
  timezone: _zone,
  nextAt: _next,
  timesExecuted: _times,
  lastExecutedAt: _last,
  successCount: _good,
  failureCount: _bad,
  createdAt: _at,
  updatedAt: _changed,
  ...fields
}: AutomationRule): RuleFields => fields

/** Checks what a rule says, and returns it as it is stored, with the first time of its schedule from now on. */
async function checked(
  ctx: Ctx,
  tx: Db,
  { id, characterId, fields }: { id: string; characterId: string; fields: RuleFields },
) {
  const [character] = await store.characterById(tx, { workspaceId: ctx.workspaceId, id: characterId })
  if (!character || character.status === 'deleted')
    throw invalid('There is no such character.', [
      { path: 'characterId', message: 'Choose a character of this workspace.' },
    ])
  const now = ctx.now()
  const { quietHours, ...rest } = fields
  const trigger = readTrigger(fields.triggerType, fields.triggerConfig, { now, timezone: character.timezone })
  const errors: FieldError[] = [
    ...platformProblems(ctx, fields.platforms),
    ...templateProblems(
      {
        promptTemplate: fields.promptTemplate,
        captionTemplate: fields.captionTemplate,
        hashtagTemplate: fields.hashtagTemplate,
      },
      fields.triggerType,
    ),
    ...(fields.hashtagStrategy === 'template' && fields.hashtagTemplate === null
      ? [{ path: 'hashtagTemplate', message: 'Write the hashtags, or choose another way to make them.' }]
      : []),
    ...trigger.errors,
  ]
  if (errors.length > 0 || trigger.config === null)
    throw invalid(errors.map(({ message }) => message).join(' '), errors)
  const from = trigger.config.characterId
  if (from !== undefined && fields.enabled) {
    const rules = await store.feeding(tx, ctx.workspaceId)
    const loop = loopThrough({ id, name: fields.name, from, to: characterId }, rules)
    if (loop)
      throw conflict(
        'feeds_itself',
        'This rule would set itself off: its posts are the event that it, or a rule that follows on it, waits for. Choose posts of another character, or posts that no rule has made.',
      )
  }
  return {
    ...rest,
    triggerConfig: trigger.config,
    quietFrom: quietHours?.from ?? null,
    quietTo: quietHours?.to ?? null,
    ...firstFrom(trigger.recurrence, now),
  }
}

const platformProblems = (ctx: Ctx, platforms: readonly string[]): FieldError[] =>
  platforms.flatMap((id, index) =>
    ctx.platforms.some(({ manifest, posts }) => manifest.id === id && posts)
      ? []
      : [{ path: `platforms.${index}`, message: 'Nothing can be published to this platform.' }],
  )
