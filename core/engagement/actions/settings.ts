import { authorById } from '#core/bank/queries.ts'
import * as audit from '#core/lib/kernel/audit.ts'
import { actorUserId, type Ctx } from '#core/lib/kernel/context.ts'
import type { Db } from '#core/lib/kernel/db.ts'
import { conflict, notFound } from '#core/lib/kernel/errors.ts'
import { given } from '#core/lib/kernel/given.ts'
import {
  type ChangeEngagementRules,
  type ChangeEngagementSettings,
  type EngagementRules,
  type EngagementSettings,
  type SettingsValues,
  USUAL_RULES,
  USUAL_SETTINGS,
} from '../schemas.ts'
import * as actions from '../store/acts.ts'
import * as store from '../store/settings.ts'

/** Returns whether and how the team engages with the workspace's posts. */
export async function getRules({ db, workspaceId }: Ctx): Promise<EngagementRules> {
  const [[row]] = await db.batch((one) => [store.rules(one, workspaceId)])
  return toRules(row)
}

const toRules = (row: EngagementRules | undefined): EngagementRules => {
  const { enabled, windowMinutes, commentsPerPost } = row ?? USUAL_RULES
  return { enabled, windowMinutes, commentsPerPost }
}

/** Changes how the team engages with posts that come out from now on. What is planned already stays as it is. */
export async function changeRules(ctx: Ctx, change: ChangeEngagementRules): Promise<EngagementRules> {
  const { workspaceId } = ctx
  const set = given(change)
  return ctx.db.tx(async (tx, enqueue) => {
    await store.lockRules(tx, workspaceId)
    const [row] = await store.rules(tx, workspaceId)
    const before = toRules(row)
    const after = { ...before, ...set }
    await store.saveRules(tx, workspaceId, after)
    await audit.record(tx, ctx, {
      action: 'engagement.change_rules',
      objectType: 'engagement_rules',
      objectId: workspaceId,
      before,
      after: set,
    })
    enqueue({ type: 'feed.changed', topic: 'engagement' })
    return after
  })
}

/** Returns an author's settings, or the usual ones. */
export const toSettings = (
  profile: { id: string; name: string },
  row: SettingsValues | null | undefined,
): EngagementSettings => {
  const { preferredReaction, autoEngageEnabled, likesPerDay, commentsPerDay } = row ?? USUAL_SETTINGS
  return {
    profileId: profile.id,
    profileName: profile.name,
    ...{ preferredReaction, autoEngageEnabled, likesPerDay, commentsPerDay },
  }
}

/** @throws not_found */
export async function getSettings({ db, workspaceId }: Ctx, profileId: string): Promise<EngagementSettings> {
  const [[profile], [row]] = await db.batch((one) => [
    authorById(one, { workspaceId, id: profileId }),
    store.settings(one, { workspaceId, id: profileId }),
  ])
  if (profile?.type !== 'internal') throw notFound('author')
  return toSettings(profile, row)
}

/**
 * Changes how an author of the team engages. Once a member has consented for one of their accounts, only such a member may. Switched off, what
 * waits is taken back.
 * @throws not_found, conflict `consent_of_another`
 */
export async function changeSettings(
  ctx: Ctx,
  profileId: string,
  change: ChangeEngagementSettings,
): Promise<EngagementSettings> {
  const { workspaceId } = ctx
  const where = { workspaceId, id: profileId }
  const set = given(change)
  await ctx.db.tx(async (tx, enqueue) => {
    const [profile] = await authorById(tx, where)
    if (profile?.type !== 'internal') throw notFound('author')
    await store.lockRules(tx, workspaceId)
    const consents = await store.consentsOfProfile(tx, where)
    const self = actorUserId(ctx.actor)
    if (consents.length > 0 && !consents.some(({ userId }) => userId === self))
      throw conflict(
        'consent_of_another',
        'Only the member who has consented for this author may change that.',
      )
    const [row] = await store.settings(tx, where)
    const before = toSettings(profile, row)
    const { profileId: _, profileName: __, ...values } = { ...before, ...set }
    await store.saveSettings(tx, where, values)
    if (set.autoEngageEnabled === false)
      await takeBack(
        tx,
        workspaceId,
        consents.map(({ accountId }) => accountId),
        'The member has switched their engagement off.',
      )
    await audit.record(tx, ctx, {
      action: 'engagement.change_settings',
      objectType: 'profile',
      objectId: profileId,
      before,
      after: set,
    })
    enqueue({ type: 'feed.changed', topic: 'engagement' })
  })
  return getSettings(ctx, profileId)
}

/** Takes back what waits of some accounts. */
export const takeBack = (tx: Db, workspaceId: string, accountIds: readonly string[], why: string) =>
  actions.cancelOf(tx, { workspaceId, accountIds, why })
