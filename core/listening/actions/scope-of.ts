import type { Db } from '#core/lib/kernel/db.ts'
import type { Scope } from '../rules/scope.ts'
import * as projects from '../store/projects.ts'

/** Reads what a project listens to. */
export async function scopeOf(tx: Db, project: projects.ProjectRow): Promise<Scope> {
  const { workspaceId, id } = project
  const hashtags = await projects.hashtagsOf(tx, { workspaceId, ids: [id] })
  return {
    platforms: project.platforms,
    query: project.scopeQuery,
    hashtags: hashtags.map(({ name }) => name),
    creators: await projects.creatorsOf(tx, { workspaceId, ids: [id] }),
  }
}
