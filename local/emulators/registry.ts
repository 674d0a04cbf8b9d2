import { platforms } from '#connectors/registry.ts'
import { urlsOf } from '#core/lib/platform/manifest.ts'
import { createAnthropic } from './anthropic/index.ts'
import type { EmulatorModule } from './emulator.ts'
import { createMail } from './mail/index.ts'
import { createOpenai } from './openai/index.ts'
import { createStripe } from './stripe/index.ts'

/** Emulated services that are not platforms. */
const SERVICES: readonly EmulatorModule[] = [
  { prefix: '/mail', emulate: createMail },
  { prefix: '/openai', emulate: createOpenai },
  { prefix: '/anthropic', emulate: createAnthropic },
  { prefix: '/stripe', emulate: createStripe },
]

/** Loads the emulator in the folder of each platform, by the platform's id. */
export const platformEmulators = async (): Promise<ReadonlyMap<string, EmulatorModule>> =>
  new Map(
    await Promise.all(
      platforms.map(async ({ manifest: { id } }) => {
        const file = new URL(`../../connectors/${id}/emulator/index.ts`, import.meta.url).href
        return [id, (await import(file)) as EmulatorModule] as const
      }),
    ),
  )

/** Lists all emulators. Of those that share a prefix, the first also answers the calls that none of them owns. */
export const emulated = async (): Promise<readonly EmulatorModule[]> => [
  ...(await platformEmulators()).values(),
  ...SERVICES,
]

/** Returns the variables that direct the product to the emulators instead of the platforms. */
export async function platformUrls(emulatorUrl: string): Promise<Record<string, string>> {
  const emulators = await platformEmulators()
  return Object.fromEntries(
    platforms.flatMap(({ manifest: { id, vars } }) =>
      urlsOf(vars).map(({ key }) => [key, `${emulatorUrl}${emulators.get(id)?.prefix}`]),
    ),
  )
}
