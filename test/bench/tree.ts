import { readdirSync, readFileSync } from 'node:fs'

/** A process with all processes that it has started, and their use of the machine. */
export interface Tree {
  processes: { pid: number; command: string; pssMb: number }[]
  pssMb: number
}

/** Reads /proc: memory that several processes share is divided among them (proportional set size). */
export function treeOf(root: number): Tree {
  const parents = new Map(readdirSync('/proc').filter(isNumber).flatMap(parentOf))
  const below = (pid: number): boolean => {
    for (let at: number | undefined = pid; at !== undefined; at = parents.get(at))
      if (at === root) return true
    return false
  }
  const processes = [...parents.keys()].filter(below).map((pid) => ({
    pid,
    command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 80),
    pssMb: Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024,
  }))
  return { processes, pssMb: processes.reduce((sum, { pssMb }) => sum + pssMb, 0) }
}

const isNumber = (name: string) => /^\d+$/.test(name)

/** Reads the fourth field of /proc/<pid>/stat (proc(5)), counted after the command's closing bracket; nothing for a process that has just ended. */
function parentOf(pid: string): [number, number][] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return [[Number(pid), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])]]
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code)))
      return []
    throw error
  }
}
