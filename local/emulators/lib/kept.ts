import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Keeps a value in a file of a folder; without a folder nothing is kept. */
export function keptIn(
  folder: string | undefined,
  name: string,
): { read(): unknown; write(value: unknown): void } {
  if (folder === undefined) return { read: () => undefined, write: () => undefined }
  const file = join(folder, `${name}.json`)
  return {
    read: () => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined),
    write: (value) => writeFileSync(file, JSON.stringify(value), { mode: 0o600 }),
  }
}
