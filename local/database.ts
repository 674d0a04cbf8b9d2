import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { type Build, databaseBuild } from './builds.ts'

/**
 * Returns the files of this installation's embedded database. When there are none, copies those of a migrated, empty
 * one, and moves them into place at once, so that an interrupted start leaves no partial copy.
 */
export async function embeddedDatabase(
  dataDir: string,
  build: (build: Build) => Promise<unknown>,
): Promise<string> {
  if (existsSync(dataDir)) return dataDir
  await build(databaseBuild)
  const coming = `${dataDir}.coming`
  rmSync(coming, { recursive: true, force: true })
  cpSync(databaseBuild.output, coming, { recursive: true })
  renameSync(coming, dataDir)
  return dataDir
}
