import { randomBytes } from 'node:crypto'
import type { Answer } from '#local/emulators/lib/http.ts'
import { refuse } from './answers.ts'

export interface Page {
  id: string
  name: string
}
/** An account at Unipile: a session of a LinkedIn member. */
export interface Member {
  id: string
  /** The LinkedIn id of the member. */
  profileId: string
  name: string
  pages: Page[]
  status: 'OK' | 'CREDENTIALS'
  createdAt: string
}

const newProfileId = () => `ACoAA${randomBytes(12).toString('base64url')}`

/** The accounts that customers have connected. */
export class Members {
  readonly #members = new Map<string, Member>()
  readonly #now: () => Date

  constructor(now: () => Date) {
    this.#now = now
  }

  all = (): Member[] => [...this.#members.values()]
  get = (id: string): Member | undefined => this.#members.get(id)
  named = (name: string): Member | undefined => this.all().find((one) => one.name === name)

  /** Connects a member, who gets an account of their own. */
  connect(name: string, pages: readonly Page[], had?: Member): Member {
    const id = randomBytes(12).toString('base64url')
    const profileId = had?.profileId ?? newProfileId()
    return this.#add({ id, profileId, name, pages: [...pages] })
  }

  /** Takes an account of an earlier start as known: of a member, or of a page and somebody who administers it. */
  adopt(id: string, externalId: string, name: string): void {
    const known = this.#members.get(id)
    if (/^\d+$/.test(externalId)) {
      const member =
        known ?? this.#add({ id, profileId: newProfileId(), name: `Administrator of ${name}`, pages: [] })
      if (!member.pages.some((page) => page.id === externalId)) member.pages.push({ id: externalId, name })
    } else if (known) Object.assign(known, { profileId: externalId, name })
    else this.#add({ id, profileId: externalId, name, pages: [] })
  }

  /** Returns the account of a call, or why Unipile does not act for it. */
  acting(id: string): Member | Answer {
    const member = this.#members.get(id)
    if (!member) return refuse(404, 'resource_not_found', 'Account not found')
    return member.status === 'OK'
      ? member
      : refuse(
          401,
          'disconnected_account',
          'The account appears to be disconnected from the provider service',
        )
  }

  show(id: string): Answer {
    const member = this.#members.get(id)
    if (!member) return refuse(404, 'resource_not_found', 'Account not found')
    return { status: 200, body: shown(member) }
  }

  list(): Answer {
    return { status: 200, body: { object: 'AccountList', items: this.all().map(shown), cursor: null } }
  }

  #add(member: Pick<Member, 'id' | 'profileId' | 'name' | 'pages'>): Member {
    const added: Member = { ...member, status: 'OK', createdAt: this.#now().toISOString() }
    this.#members.set(member.id, added)
    return added
  }
}

const shown = ({ id, profileId, name, pages, status, createdAt }: Member) => ({
  ...{ object: 'Account', id, name, type: 'LINKEDIN', created_at: createdAt },
  connection_params: {
    im: {
      ...{ id: profileId, username: name, publicIdentifier: name.toLowerCase().replaceAll(' ', '-') },
      organizations: pages.map((page) => ({
        name: page.name,
        messaging_enabled: true,
        organization_urn: `urn:li:fsd_company:${page.id}`,
        mailbox_urn: `urn:li:fsd_profile:${profileId}`,
      })),
    },
  },
  groups: [],
  sources: [{ id: `${id}_MESSAGING`, status }],
})
