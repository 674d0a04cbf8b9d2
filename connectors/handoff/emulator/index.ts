import { randomUUID } from 'node:crypto'
import type { Emulator, World } from '#local/emulators/emulator.ts'
import { HttpError } from '#local/emulators/lib/http.ts'
import { manifest } from '../manifest.ts'

export const prefix = '/handoff'

/** A place without an API: nothing can be called there. */
export function emulate(_world: World): Emulator {
  return {
    platform: manifest.id,
    prefix,
    owns: () => true,
    answer: () => ({ status: 404, body: { error: 'There is no API here.' } }),
    limited: () => ({ status: 404, body: { error: 'There is no API here.' } }),
    invent: () => ({
      externalId: `onlyfans.com/cafe-${randomUUID().slice(0, 8)}`,
      name: 'By hand',
      token: '',
      credentials: {},
    }),
    register: () => undefined,
    async inbound() {
      throw new HttpError(400, 'Nobody can write to it from here.')
    },
    meet: () => undefined,
    read: () => undefined,
    reset: () => undefined,
  }
}
