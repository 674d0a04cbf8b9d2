import { UserError } from '#local/user-error.ts'

/** Runs a command that takes one file and flags, says what is wrong in plain words, and ends this process. */
export async function run(
  usage: string,
  command: (file: string, flags: readonly string[]) => Promise<void>,
): Promise<never> {
  const flags = process.argv.slice(2).filter((word) => word.startsWith('--'))
  const [file, ...more] = process.argv.slice(2).filter((word) => !word.startsWith('--'))
  try {
    if (!file || more.length > 0) throw new UserError(`Say which file: ${usage}`)
    await command(file, flags)
  } catch (error) {
    console.error(error instanceof UserError ? error.message : error)
    process.exitCode = 1
  }
  process.exit()
}
