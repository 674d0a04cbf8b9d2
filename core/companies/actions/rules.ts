import { authorById } from '#core/bank/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { given } from '#core/lib/kernel/given.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { ChangeCompanyRule, CompanyRule, CreateCompanyRule } from '../schemas.ts'
import * as store from '../store/pages.ts'

/** Lists the rules by which posts are taken to pages, the latest first. */
export async function listCompanyRules(
  { db, workspaceId }: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<CompanyRule>> {
  const before = decodeCursor(cursor)
  const [rows] = await db.batch((one) => [store.rules(one, { workspaceId, before, limit })])
  return pageOfRows(rows, limit, ({ rule: { createdAt: at, id } }) => ({ at, id }), toRule)
}

/** @throws not_found */
export async function getCompanyRule({ db, workspaceId }: Ctx, id: string): Promise<CompanyRule> {
  const [[row]] = await db.batch((one) => [store.ruleById(one, { workspaceId, id })])
  if (!row) throw notFound('company_post_rule')
  return toRule(row)
}

const toRule = ({ rule, profileName, pageName }: store.RuleRow): CompanyRule => ({
  id: rule.id,
  profileId: rule.profileId,
  profileName,
  companyPageId: rule.pageId,
  pageName,
  delayMinutes: rule.delayMinutes,
  prefix: rule.prefix,
  suffix: rule.suffix,
  active: rule.active,
  createdAt: rule.createdAt.toISOString(),
  updatedAt: rule.updatedAt.toISOString(),
})

/** Adds a rule for an author of our own. @throws invalid, conflict `rule_exists` */
export async function createCompanyRule(ctx: Ctx, input: CreateCompanyRule): Promise<CompanyRule> {
  const { workspaceId } = ctx
  const id = newId()
  const { companyPageId, profileId, ...fields } = input
  await ctx.db.tx(async (tx, enqueue) => {
    const [profile] = await authorById(tx, { workspaceId, id: profileId })
    if (profile?.type !== 'internal')
      throw invalid('There is no such author.', [
        { path: 'profileId', message: 'Choose an author who publishes through this workspace.' },
      ])
    const [page] = await store.lockPage(tx, { workspaceId, id: companyPageId })
    if (!page)
      throw invalid('There is no such company page.', [
        { path: 'companyPageId', message: 'Choose a company page.' },
      ])
    const [made] = await store.insertRule(tx, { id, workspaceId, profileId, pageId: page.id, ...fields })
    if (!made) throw conflict('rule_exists', 'There is a rule for this already: change that one.')
    await audit.record(tx, ctx, {
      action: 'company_post_rule.create',
      objectType: 'company_post_rule',
      objectId: id,
      after: input,
    })
    enqueue({ type: 'feed.changed', topic: 'companies' })
  })
  return getCompanyRule(ctx, id)
}

/** Changes what is done from now on; what waits already stays as it is. @throws not_found */
export async function changeCompanyRule(
  ctx: Ctx,
  id: string,
  change: ChangeCompanyRule,
): Promise<CompanyRule> {
  const where = { workspaceId: ctx.workspaceId, id }
  const set = given(change)
  await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lockRule(tx, where)
    if (!before) throw notFound('company_post_rule')
    await store.changeRule(tx, where, set)
    const { delayMinutes, prefix, suffix, active } = before
    await audit.record(tx, ctx, {
      action: 'company_post_rule.change',
      objectType: 'company_post_rule',
      objectId: id,
      before: { delayMinutes, prefix, suffix, active },
      after: set,
    })
    enqueue({ type: 'feed.changed', topic: 'companies' })
  })
  return getCompanyRule(ctx, id)
}

/** Deletes a rule; what it has taken to the page already stays. @throws not_found */
export async function deleteCompanyRule(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.tx(async (tx, enqueue) => {
    const [deleted] = await store.deleteRule(tx, { workspaceId: ctx.workspaceId, id })
    if (!deleted) throw notFound('company_post_rule')
    const { profileId, pageId: companyPageId, delayMinutes } = deleted
    await audit.record(tx, ctx, {
      action: 'company_post_rule.delete',
      objectType: 'company_post_rule',
      objectId: id,
      before: { profileId, companyPageId, delayMinutes },
    })
    enqueue({ type: 'feed.changed', topic: 'companies' })
  })
}
