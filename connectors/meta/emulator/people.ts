import { randomBytes } from 'node:crypto'
import { BoundedMap } from '#local/emulators/lib/bounded.ts'
import { digits } from '#local/emulators/lib/digits.ts'

/** A Facebook page, or the account that is linked to one: the page's token acts for it. */
export interface Profile {
  id: string
  name: string
  token: string
  owner: string
}

/** People with a Facebook profile, and what belongs to their pages. */
export class People {
  readonly #people = new BoundedMap<string, string>()
  readonly #profiles = new BoundedMap<string, Profile>()
  readonly #newId: () => string

  constructor(newId: () => string) {
    this.#newId = newId
  }

  all = () => [...this.#people].map(([id, name]) => ({ id, name }))
  profile = (id: string): Profile | undefined => this.#profiles.get(id)
  of = (owner: string): Profile[] => [...this.#profiles.values()].filter((one) => one.owner === owner)
  holding = (token: string): Profile | undefined =>
    [...this.#profiles.values()].find((one) => one.token === token)

  /** Makes a person with a profile for each page; without pages, with one of their own name. */
  meet(name: string, pages: readonly string[]): { id: string; name: string } {
    const id = digits(15)
    this.#people.set(id, name)
    for (const page of pages.length > 0 ? pages : [name])
      this.add({
        id: this.#newId(),
        name: page,
        token: `EAA${randomBytes(20).toString('hex')}`,
        owner: id,
      })
    return { id, name }
  }

  add(profile: Profile): void {
    this.#profiles.set(profile.id, profile)
  }
}
