import { platforms } from '#connectors/registry.ts'
import { createAnthropic } from './anthropic/index.ts'
import type { EmulatorModule } from './emulator.ts'
import { createMail } from './mail/index.ts'
import { createOpenai } from './openai/index.ts'

/** Services that are no platforms. */
const SERVICES: readonly EmulatorModule[] = [
  { prefix: '/mail', emulate: createMail },
  { prefix: '/openai', emulate: createOpenai },
  { prefix: '/anthropic', emulate: createAnthropic },
]

/** The emulator in the folder of each platform, by the platform's id. */
export const platformEmulators = async (): Promise<ReadonlyMap<string, EmulatorModule>> =>
  new Map(
    await Promise.all(
      platforms.map(async ({ manifest: { id } }) => {
        const file = new URL(`../../connectors/${id}/emulator/index.ts`, import.meta.url).href
        return [id, (await import(file)) as EmulatorModule] as const
      }),
    ),
  )

/** Among those with one prefix, the first also answers the calls that nobody owns. */
export const emulated = async (): Promise<readonly EmulatorModule[]> => [
  ...(await platformEmulators()).values(),
  ...SERVICES,
]

/** The variables that lead the product to the emulators instead of to the platforms. */
export async function platformUrls(emulatorUrl: string): Promise<Record<string, string>> {
  const emulators = await platformEmulators()
  return Object.fromEntries(
    platforms.map(({ manifest: { id, vars } }) => [
      vars.apiUrl.key,
      `${emulatorUrl}${emulators.get(id)?.prefix}`,
    ]),
  )
}
