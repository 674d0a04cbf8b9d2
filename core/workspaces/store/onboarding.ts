import { and, eq, sql } from 'drizzle-orm'
import type { Db } from '#core/lib/kernel/db.ts'
import { userOnboarding } from '#drizzle/schema/workspaces.ts'
import type { OnboardingSteps } from '../schemas.ts'

interface Person {
  workspaceId: string
  userId: string
}

export const find = (db: Db, { workspaceId, userId }: Person) =>
  db
    .select()
    .from(userOnboarding)
    .where(and(eq(userOnboarding.workspaceId, workspaceId), eq(userOnboarding.userId, userId)))

export const save = (db: Db, row: Person & { steps: OnboardingSteps; completedAt: Date | null }) =>
  db
    .insert(userOnboarding)
    .values(row)
    .onConflictDoUpdate({
      target: [userOnboarding.workspaceId, userOnboarding.userId],
      set: {
        steps: sql`${userOnboarding.steps} || excluded.steps`,
        completedAt: sql`coalesce(${userOnboarding.completedAt}, excluded.completed_at)`,
      },
    })

/** Reads whether the team has invited anybody or has more than one member. */
export const hasCompany = (db: Db, workspaceId: string) =>
  db.execute<{ yes: boolean }>(sql`
    select exists (select from invitations i where i.workspace_id = ${workspaceId})
      or (select count(*) > 1 from members m where m.workspace_id = ${workspaceId}) as yes`)
