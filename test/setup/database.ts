import type { TestProject } from 'vitest/node'
import { startNeon } from '#local/neon.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Neon-compatible endpoint: NEON_LOCAL_URL of a Worker. */
    neonUrl: string
    /** What the product connects with (`chorus_login`): DATABASE_URL of a Worker. */
    databaseUrl: string
    /** The owner's connection; on PGlite its statements need `set local role none` before them. */
    ownerUrl: string
  }
}

/** One migrated database for all integration tests: PGlite in memory, or the Postgres of CHORUS_TEST_DATABASE_URL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const databaseUrl = process.env.CHORUS_TEST_DATABASE_URL
  const neon = await startNeon({ port: 0, ...(databaseUrl && { databaseUrl }) })
  project.provide('neonUrl', neon.url)
  project.provide('databaseUrl', neon.databaseUrl)
  project.provide('ownerUrl', neon.ownerUrl)
  return () => neon.close()
}
