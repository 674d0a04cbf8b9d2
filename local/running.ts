import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const fileOf = (dataDir: string): string => join(dataDir, 'running.pid')

/** Returns the id of the process that uses a data directory, if any. */
export function runningPid(dataDir: string): number | undefined {
  const file = fileOf(dataDir)
  if (!existsSync(file)) return undefined
  const pid = Number(readFileSync(file, 'utf8'))
  return pid !== process.pid && isAlive(pid) ? pid : undefined
}

export const markRunning = (dataDir: string): void => writeFileSync(fileOf(dataDir), String(process.pid))

export const markStopped = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true })

export function isAlive(pid: number): boolean {
  try {
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0)
  } catch (error) {
    // EPERM means that the process lives and belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
