import { accountsById } from '#core/accounts/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { conflict, invalid, notFound } from '#core/lib/kernel/errors.ts'
import { given } from '#core/lib/kernel/given.ts'
import { newId } from '#core/lib/kernel/ids.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import type { ChangeCompanyPage, CompanyPage, CreateCompanyPage } from '../schemas.ts'
import * as store from '../store/pages.ts'

/** Lists the company pages, the latest first. */
export async function listCompanyPages(
  { db, workspaceId }: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<CompanyPage>> {
  const before = decodeCursor(cursor)
  const [rows] = await db.batch((one) => [store.pages(one, { workspaceId, before, limit })])
  return pageOfRows(rows, limit, ({ page: { createdAt: at, id } }) => ({ at, id }), toPage)
}

/** @throws not_found */
export async function getCompanyPage({ db, workspaceId }: Ctx, id: string): Promise<CompanyPage> {
  const [[row]] = await db.batch((one) => [store.pageById(one, { workspaceId, id })])
  if (!row) throw notFound('company_page')
  return toPage(row)
}

const toPage = ({ page, accountName, platform }: store.PageRow): CompanyPage => ({
  id: page.id,
  name: page.name,
  active: page.active,
  accountId: page.accountId,
  accountName,
  platform,
  createdAt: page.createdAt.toISOString(),
  updatedAt: page.updatedAt.toISOString(),
})

/** Adds a page that an account publishes on. @throws invalid for an account that cannot publish, conflict `page_exists` */
export async function createCompanyPage(ctx: Ctx, input: CreateCompanyPage): Promise<CompanyPage> {
  const { workspaceId } = ctx
  const id = newId()
  await ctx.db.tx(async (tx, enqueue) => {
    const [account] = await accountsById(tx, { workspaceId, ids: [input.accountId] })
    if (!account || account.status === 'revoked' || !ctx.connector(account.platform).posts)
      throw invalid('Nothing can be published there.', [
        { path: 'accountId', message: 'Choose a connected account on which posts can be published.' },
      ])
    const [made] = await store.insertPage(tx, { id, workspaceId, ...input })
    if (!made) throw conflict('page_exists', 'This account has a page already.')
    await audit.record(tx, ctx, {
      action: 'company_page.create',
      objectType: 'company_page',
      objectId: id,
      after: input,
    })
    enqueue({ type: 'feed.changed', topic: 'companies' })
  })
  return getCompanyPage(ctx, id)
}

/** Renames a page, or switches it. @throws not_found */
export async function changeCompanyPage(
  ctx: Ctx,
  id: string,
  change: ChangeCompanyPage,
): Promise<CompanyPage> {
  const where = { workspaceId: ctx.workspaceId, id }
  const set = given(change)
  await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lockPage(tx, where)
    if (!before) throw notFound('company_page')
    await store.changePage(tx, where, set)
    await audit.record(tx, ctx, {
      action: 'company_page.change',
      objectType: 'company_page',
      objectId: id,
      before: { name: before.name, active: before.active },
      after: set,
    })
    enqueue({ type: 'feed.changed', topic: 'companies' })
  })
  return getCompanyPage(ctx, id)
}

/** Deletes a page on which nothing was posted; one with posts keeps its record and is switched off instead. @throws conflict `page_used` */
export async function deleteCompanyPage(ctx: Ctx, id: string): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, id }
  await ctx.db.tx(async (tx, enqueue) => {
    const [before] = await store.lockPage(tx, where)
    if (!before) throw notFound('company_page')
    const [post] = await store.anyPost(tx, where)
    if (post) throw conflict('page_used', 'Posts were taken to this page. Switch it off instead.')
    await store.deletePage(tx, where)
    await audit.record(tx, ctx, {
      action: 'company_page.delete',
      objectType: 'company_page',
      objectId: id,
      before: { name: before.name, accountId: before.accountId },
    })
    enqueue({ type: 'feed.changed', topic: 'companies' })
  })
}
