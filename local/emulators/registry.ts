import { createAnthropic } from './anthropic/index.ts'
import type { Emulator, World } from './emulator.ts'
import { createMail } from './mail/index.ts'
import { createOpenai } from './openai/index.ts'
import { createTelegram } from './telegram/index.ts'
import { createWhatsapp } from './whatsapp/index.ts'

/** Among platforms with one prefix, the first also answers the calls that nobody owns. */
export const platforms: ((world: World) => Emulator)[] = [
  createWhatsapp,
  createTelegram,
  createMail,
  createOpenai,
  createAnthropic,
]
