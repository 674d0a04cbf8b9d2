import { createHash } from 'node:crypto'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'

export const WINDOW_MS = 24 * 60 * 60 * 1000

/** A person as one business number knows them. `waId` is null when they hide their phone behind a username. */
export interface Person {
  id: string
  name: string
  userId: string
  waId: string | null
  username: string | null
  lastInboundAt: number | null
}

/** Makes a business-scoped user id, always the same for a phone number: `CC.<alphanumeric>`. */
export function userIdOf(id: string): string {
  if (isUserId(id)) return id
  const hash = createHash('sha256').update(id).digest('hex')
  return `US.${(BigInt(`0x${hash}`) % 10n ** 20n).toString().padStart(20, '1')}`
}

export const isUserId = (id: string) => /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(id)
export const isPhone = (id: string) => /^[1-9]\d{6,14}$/.test(id)
/** Turns `+1 (650) 555-1234` into `16505551234`, the form of the platform's answers. */
export const normalisePhone = (input: string) => input.replace(/[\s()+.-]/g, '')

export class People {
  readonly #people = new BoundedMap<string, Person>()

  find(number: string, userId: string): Person | undefined {
    return this.#people.get(`${number} ${userId}`)
  }

  save(number: string, person: Person): Person {
    this.#people.set(`${number} ${person.userId}`, person)
    return person
  }

  clear(): void {
    this.#people.clear()
  }
}

/** Tests whether free text may be sent: for 24 hours after the person last wrote to this number. */
export const windowIsOpen = ({ lastInboundAt }: Person, now: Date) =>
  lastInboundAt !== null && now.getTime() - lastInboundAt < WINDOW_MS
