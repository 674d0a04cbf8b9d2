import { cpSync, existsSync, renameSync, rmSync } from 'node:fs'
import { type Build, databaseBuild } from './builds.ts'

/**
 * The files of this installation's embedded database: where there are none, those of an empty one that is migrated
 * already. They come to their place at once: a start that is interrupted leaves no half of them.
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
