import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const functionsFolder = join(import.meta.dirname, 'functions')

/**
 * The SQL of `functions/`, in the order of the files' names: functions and triggers as they are now, each made by
 * `create or replace`. To be run after the migrations, every time; one transaction at a time, since two that replace the
 * same function at once would fail.
 */
export function functionsSql(folder: string = functionsFolder): string {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'))
  const bodies = files.sort().map((name) => readFileSync(join(folder, name), 'utf8'))
  return ['begin', `select pg_advisory_xact_lock(hashtext('chorus functions'))`, ...bodies, 'commit'].join(
    ';\n',
  )
}
