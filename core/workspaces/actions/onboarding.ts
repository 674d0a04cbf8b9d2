import { anyAccount } from '#core/accounts/queries.ts'
import { anyAnswer } from '#core/inbox/queries/today.ts'
import { anyDocument } from '#core/knowledge/queries.ts'
import type { Ctx } from '#core/lib/kernel/context.ts'
import { onboardingSteps } from '../rules/rights.ts'
import type { Onboarding, OnboardingChange, Scope } from '../schemas.ts'
import * as store from '../store/onboarding.ts'

/** Returns the first steps of a person in the workspace. Work that the team has done counts as done. */
export async function getOnboarding(ctx: Ctx, userId: string, scopes: readonly Scope[]): Promise<Onboarding> {
  const { workspaceId } = ctx
  const [[kept], accounts, documents, answers, company] = await ctx.db.batch((db) => [
    store.find(db, { workspaceId, userId }),
    anyAccount(db, workspaceId),
    anyDocument(db, workspaceId),
    anyAnswer(db, workspaceId),
    store.hasCompany(db, workspaceId),
  ])
  const facts = {
    connect_account: accounts.length > 0,
    add_knowledge: documents.length > 0,
    first_answer: answers.length > 0,
    invite_team: company.rows[0]?.yes === true,
  }
  return {
    steps: onboardingSteps(scopes, facts, kept?.steps ?? {}),
    completedAt: kept?.completedAt?.toISOString() ?? null,
  }
}

/** Skips a step, or dismisses the first steps. */
export async function changeOnboarding(
  ctx: Ctx,
  userId: string,
  scopes: readonly Scope[],
  { skip, completed }: OnboardingChange,
): Promise<Onboarding> {
  const { workspaceId } = ctx
  await ctx.db.batch((db) => [
    store.save(db, {
      workspaceId,
      userId,
      steps: skip ? { [skip]: 'skipped' } : {},
      completedAt: completed ? ctx.now() : null,
    }),
  ])
  return getOnboarding(ctx, userId, scopes)
}
