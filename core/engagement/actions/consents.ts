import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { decodeCursor, type Page, pageOfRows } from '#core/lib/kernel/page.ts'
import { wayOf } from '../rules/way.ts'
import type { EngagementConsent } from '../schemas.ts'
import { cancelOf } from '../store/acts.ts'
import * as store from '../store/settings.ts'
import { toSettings } from './settings.ts'

/** Lists the accounts with which the team may engage: how it is done there, who has consented, and how their authors engage. The latest first. */
export async function listConsents(
  ctx: Ctx,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<EngagementConsent>> {
  const { workspaceId } = ctx
  const before = decodeCursor(cursor)
  const platforms = ctx.platforms.flatMap(({ manifest, posts }) => (posts ? [manifest.id] : []))
  const [rows] = await ctx.db.batch((db) => [store.consents(db, { workspaceId, platforms, before, limit })])
  return pageOfRows(
    rows,
    limit,
    ({ connectedAt: at, accountId: id }) => ({ at, id }),
    (row) => toConsent(ctx, row),
  )
}

/** @throws not_found */
export async function getConsent(ctx: Ctx, accountId: string): Promise<EngagementConsent> {
  return toConsent(ctx, await rowOf(ctx, accountId))
}

async function rowOf(ctx: Ctx, id: string): Promise<store.ConsentRow> {
  const [[row]] = await ctx.db.batch((db) => [store.consentOf(db, { workspaceId: ctx.workspaceId, id })])
  if (!row || !publishes(ctx, row)) throw notFound('account')
  return row
}

/** Tests whether there are posts on an account's platform: only these are engaged with. */
const publishes = (ctx: Ctx, { platform }: store.ConsentRow) => ctx.connector(platform).posts !== undefined

function toConsent(ctx: Ctx, row: store.ConsentRow): EngagementConsent {
  const { userId, userName, since } = row
  return {
    id: row.accountId,
    accountName: row.accountName,
    platform: row.platform,
    profileId: row.profileId,
    profileName: row.profileName,
    ...wayOf(ctx.connector(row.platform)),
    consent:
      userId && since
        ? {
            userId,
            userName: userName ?? '',
            since: since.toISOString(),
            own: userId === actorUserId(ctx.actor),
          }
        : null,
    settings: toSettings({ id: row.profileId, name: row.profileName }, row.settings),
  }
}

/**
 * Gives the consent of whoever asks for one account. Nobody gives it for another, so that a key of the API cannot.
 * @throws not_found, conflict `person_only`, `refused_there`, `consent_of_another`
 */
export async function giveConsent(ctx: Ctx, accountId: string): Promise<EngagementConsent> {
  const { workspaceId } = ctx
  const { way, reason } = wayOf(ctx.connector((await rowOf(ctx, accountId)).platform))
  const userId = personOf(ctx)
  if (way === 'refused') throw conflict('refused_there', reason ?? '')
  await ctx.db.tx(async (tx, enqueue) => {
    const [given] = await store.insertConsent(tx, { workspaceId, id: accountId, userId })
    if (!given) throw conflict('consent_of_another', 'Another member has consented for this account already.')
    await audit.record(tx, ctx, {
      action: 'engagement.consent',
      objectType: 'account',
      objectId: accountId,
      after: { userId },
    })
    enqueue({ type: 'feed.changed', topic: 'engagement' })
  })
  return getConsent(ctx, accountId)
}

/** Takes the consent of whoever asks back, and all that waits of the account with it. @throws not_found, conflict `person_only` */
export async function takeConsentBack(ctx: Ctx, accountId: string): Promise<void> {
  const { workspaceId } = ctx
  await rowOf(ctx, accountId)
  const userId = personOf(ctx)
  await ctx.db.tx(async (tx, enqueue) => {
    await store.lockRules(tx, workspaceId)
    const [gone] = await store.deleteConsent(tx, { workspaceId, id: accountId, userId })
    if (!gone) throw notFound('consent')
    const { rows } = await cancelOf(tx, {
      workspaceId,
      accountIds: [accountId],
      why: 'The member has taken their consent back.',
    })
    await audit.record(tx, ctx, {
      action: 'engagement.take_consent_back',
      objectType: 'account',
      objectId: accountId,
      before: { userId },
      after: { cancelled: rows.length },
    })
    enqueue({ type: 'feed.changed', topic: 'engagement' })
  })
}

function personOf({ actor }: Ctx): string {
  const userId = actorUserId(actor)
  if (userId === null)
    throw conflict(
      'person_only',
      'Consent is a member’s own: sign in as that member to give or take it back.',
    )
  return userId
}
