import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const functionsFolder = join(import.meta.dirname, 'functions')

/**
 * The SQL of `functions/`, in the order of the files' names: functions and triggers as they are now, each made by
 * `create or replace`. To be run after the migrations, every time, in a transaction; one at a time, since two that replace the
 * same function at once would fail.
 */
export function functionsSql(): string {
  const files = readdirSync(functionsFolder).filter((name) => name.endsWith('.sql'))
  const bodies = files.sort().map((name) => readFileSync(join(functionsFolder, name), 'utf8'))
  return [`select pg_advisory_xact_lock(hashtext('chorus functions'));`, ...bodies].join('\n')
}
