import { randomBytes } from 'node:crypto'
import type { Answer } from '#local/emulators/lib/http.ts'
import { refuse } from './answers.ts'

interface Member {
  urn: string
  name: string
}

/** Members, and the organisations that they administer. */
export class People {
  readonly #members = new Map<string, Member>()
  readonly #organizations = new Map<string, { name: string; administrators: Set<string> }>()

  /** Lists members as the consent page does. */
  all(): { id: string; name: string }[] {
    return [...this.#members.values()].map(({ urn, name }) => ({ id: urn, name }))
  }

  meet(name: string): Member {
    const urn = `urn:li:person:${randomBytes(6).toString('base64url')}`
    const member = { urn, name }
    this.#members.set(urn, member)
    return member
  }

  administers(person: string, organization: string, name: string): void {
    const known = this.#organizations.get(organization) ?? { name, administrators: new Set() }
    known.administrators.add(person)
    this.#organizations.set(organization, known)
  }

  /** Takes an account as known, and returns the member whose it is. */
  register(urn: string, name: string): string {
    if (urn.startsWith('urn:li:person:')) {
      this.#members.set(urn, { urn, name })
      return urn
    }
    const [administrator] = this.#organizations.get(urn)?.administrators ?? []
    if (administrator) return administrator
    const person = this.meet(`Administrator of ${name}`).urn
    this.administers(person, urn, name)
    return person
  }

  mayPostFor(person: string, author: string): boolean {
    return author === person || (this.#organizations.get(author)?.administrators.has(person) ?? false)
  }

  userInfo(urn: string): Answer {
    const { name } = this.#members.get(urn) ?? { name: '' }
    return { status: 200, body: { sub: urn.slice('urn:li:person:'.length), name } }
  }

  acls(person: string, query: URLSearchParams): Answer {
    if (query.get('q') !== 'roleAssignee') return refuse(400, 'ILLEGAL_ARGUMENT', 'Finder is not supported')
    const start = Number(query.get('start') ?? 0)
    const count = Number(query.get('count') ?? 10)
    const all = [...this.#organizations].filter(([, { administrators }]) => administrators.has(person))
    const elements = all.slice(start, start + count).map(([organization]) => ({
      roleAssignee: person,
      state: 'APPROVED',
      role: 'ADMINISTRATOR',
      organization,
    }))
    return { status: 200, body: { elements, paging: { start, count, total: all.length, links: [] } } }
  }

  organization(id: string): Answer {
    const found = this.#organizations.get(`urn:li:organization:${id}`)
    if (!found) return refuse(404, 'NOT_FOUND', `Organization ${id} is not found`)
    return { status: 200, body: { id: Number(id), localizedName: found.name } }
  }
}
