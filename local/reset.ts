import { existsSync, rmSync } from 'node:fs'
import { runningPid } from './running.ts'
import { readSettings } from './settings.ts'

const { dataDir } = readSettings(process.env)
const pid = runningPid(dataDir)
if (pid) {
  console.error(`npm start (process ${pid}) uses ${dataDir}. Stop it first, with Ctrl-C where it runs.`)
  process.exitCode = 1
} else if (!existsSync(dataDir)) {
  console.log(`Nothing to delete: ${dataDir} does not exist.`)
} else {
  rmSync(dataDir, { recursive: true })
  console.log(`Deleted ${dataDir}. The next npm start begins anew.`)
}
