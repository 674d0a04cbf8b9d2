import type { Random } from './random.ts'

/** A WhatsApp number that a workspace has connected. */
export interface Account {
  workspaceId: string
  accountId: string
  phoneNumberId: string
}

interface Contact {
  userId?: string
  phone?: string
  name: string
}

/** A contact's message; it must be stored in its conversation exactly once. */
export interface WrittenMessage {
  account: Account
  contact: Contact
  id: string
  text: string
  at: number
  /** The database refuses it the first time (`refuseOnce` in r1.ts). */
  refused: boolean
}

export type ReceiptStatus = 'sent' | 'delivered' | 'read' | 'failed'

/** Time from an event until its receipt is first reported: none is from the future. */
export const TOLD_AFTER_MS = 10_000

/** A message of ours that was on its way before the run, and the platform's receipts for it. */
export interface SentMessage {
  account: Account
  id: string
  /** Our knowledge: with the platform's id, or waiting for a receipt that brings our id back; or (`late`) hearing of its id only later. */
  known: 'sent' | 'unknown' | 'sending' | 'late'
  platformMessageId: string
  receipts: { status: ReceiptStatus; at: number }[]
}

/** One HTTP request of the platform. `lost`: the platform misses our answer, and sends it again. */
export interface Arrival {
  at: number
  body: string
  forged: boolean
  lost: boolean
}

export interface World {
  arrivals: Arrival[]
  written: WrittenMessage[]
  sent: SentMessage[]
  /** Number of genuine requests that nobody can read, and of updates for numbers that nobody has connected. */
  unreadable: number
  unassigned: number
  forged: number
  figures: {
    deliveries: number
    unique: number
    duplicates: number
    late: number
    lost: number
    large: number
  }
}

export interface WorldSize {
  deliveries: number
  /** A tag that makes every name of this world differ from those of others in the same database. */
  tag: string
  startAt: number
  newId: () => string
}

type Written = WrittenMessage & { kind: 'message' }
type Told = { kind: 'receipt'; sent: SentMessage; status: ReceiptStatus; at: number }
type Happening = Written | Told

const DUPLICATES = 0.2
const LATE = 0.2
const LOST_ANSWERS = 0.05
const SPACING_MS = 1
const LATE_MS = 2_000
const AGAIN_MS = 20_000
const REFUSED = 0.01
/** Marks the text of a message that the database refuses the first time. */
export const REFUSED_ONCE = '(refused once)'
/** Error codes of failures: one that is advised on, and one that nobody knows. */
const FAILURES = [131026, 999_999]
const CONTACTS = 60
const PATTERNS: readonly (readonly ReceiptStatus[])[] = [
  ['sent'],
  ['sent', 'delivered'],
  ['sent', 'delivered', 'read'],
  ['delivered', 'read'],
  ['read'],
  ['sent', 'failed'],
  ['failed'],
]

/** Draws a world from a seed: the requests as Meta sends them, and their expected results. */
export function worldOf(random: Random, accounts: readonly Account[], size: WorldSize): World {
  const { deliveries, tag, startAt, newId } = size
  const posts = Math.round(deliveries / (1 + DUPLICATES + LOST_ANSWERS))
  const contacts = Array.from({ length: CONTACTS }, (_, n) => contactOf(random, n))
  const written: WrittenMessage[] = []
  const sent: SentMessage[] = []
  const happenings: Happening[] = []
  let made = 0

  const write = (account: Account, at: number, id = `wamid.${tag}.${++made}`) => {
    const refused = random.chance(REFUSED)
    const text = `${tag} says ${made}${refused ? ` ${REFUSED_ONCE}` : ''}`
    const message = { account, contact: random.pick(contacts), id, text, at, refused }
    written.push(message)
    happenings.push({ kind: 'message', ...message })
  }
  const send = (account: Account, at: number) => {
    const platformMessageId = `wamid.${tag}.out.${++made}`
    const receipts = random
      .pick(PATTERNS)
      .map((status, n) => ({ status, at: at - TOLD_AFTER_MS + n * 1_000 }))
    const message = {
      account,
      id: newId(),
      known: random.pick(['sent', 'unknown', 'sending', 'late'] as const),
      platformMessageId,
      receipts,
    }
    sent.push(message)
    for (const receipt of receipts) happenings.push({ kind: 'receipt', sent: message, ...receipt })
  }
  while (happenings.length < posts * 1.5) {
    const at = startAt + Math.round((happenings.length / 1.5) * SPACING_MS)
    const account = random.pick(accounts)
    if (random.chance(0.1)) send(account, at)
    else write(account, at)
    // Ids are the platform's; nothing promises that two workspaces never share one.
    const elsewhere = accounts.filter(({ workspaceId }) => workspaceId !== account.workspaceId)
    if (random.chance(0.02) && elsewhere.length > 0) write(random.pick(elsewhere), at, `wamid.${tag}.${made}`)
  }

  const bodies = grouped(random, happenings, posts)
  const unreadable = Math.max(2, Math.round(posts / 500))
  const unassigned = Math.max(2, Math.round(posts / 500))
  const forged = Math.max(2, Math.round(posts / 100))
  const stranger: Account = { workspaceId: '', accountId: '', phoneNumberId: `${tag}.nobody` }
  const odd = [
    ...Array.from({ length: unreadable }, (_, n) =>
      n % 2 ? `{"object": "${tag}", "entry": ${n}` : `{"object": "${tag}.${n}"}`,
    ),
    ...Array.from({ length: unassigned }, (_, n) =>
      bodyOf([
        {
          kind: 'message',
          account: stranger,
          contact: random.pick(contacts),
          id: `wamid.${tag}.x${n}`,
          text: 'Hello?',
          at: startAt,
          refused: false,
        },
      ]),
    ),
  ]
  for (const body of odd) bodies.splice(random.int(0, bodies.length), 0, { body, large: false })
  const { arrivals, figures } = arriving(random, bodies, startAt)
  const lie = {
    account: random.pick(accounts),
    contact: random.pick(contacts),
    text: 'I was never written.',
    at: startAt,
    refused: false,
  }
  for (let n = 0; n < forged; n++) {
    const body = bodyOf([{ kind: 'message', ...lie, id: `wamid.${tag}.forged${n}` }])
    arrivals.push({ at: startAt + random.int(0, posts * SPACING_MS), body, forged: true, lost: false })
  }
  return { arrivals, written, sent, unreadable, unassigned, forged, figures }
}

/** Makes a contact: some are known by phone and user id, some hide the phone, some have no user id yet; each is known in one way. */
function contactOf(random: Random, n: number): Contact {
  const userId = `US.${1000 + n}`
  const phone = `3361234${1000 + n}`
  const name = `Contact ${n}`
  if (random.chance(0.1)) return { userId, name }
  return random.chance(0.1) ? { phone, name } : { userId, phone, name }
}

/** Groups events into requests of one update or several, of one number or several; a few updates come in two requests. */
function grouped(
  random: Random,
  happenings: readonly Happening[],
  posts: number,
): { body: string; large: boolean }[] {
  const bodies: { body: string; large: boolean }[] = []
  let taken = 0
  for (let post = 0; post < posts; post++) {
    const upTo = Math.round(((post + 1) / posts) * happenings.length)
    const group = happenings.slice(taken, Math.max(upTo, taken))
    taken = Math.max(upTo, taken)
    const earlier = happenings[random.int(0, Math.max(0, taken - 1))]
    if (earlier && (group.length === 0 || random.chance(0.03))) group.push(earlier)
    const large = random.chance(0.005)
    bodies.push({ body: bodyOf(random.shuffled(group), large ? 70_000 : 0), large })
  }
  return bodies
}

function arriving(random: Random, bodies: readonly { body: string; large: boolean }[], startAt: number) {
  const arrivals: Arrival[] = []
  const figures = { deliveries: 0, unique: bodies.length, duplicates: 0, late: 0, lost: 0, large: 0 }
  bodies.forEach(({ body, large }, n) => {
    const late = random.chance(LATE)
    const lost = random.chance(LOST_ANSWERS)
    const at = startAt + n * SPACING_MS + (late ? random.int(0, LATE_MS) : 0)
    arrivals.push({ at, body, forged: false, lost })
    figures.late += Number(late)
    figures.lost += Number(lost)
    figures.large += Number(large)
    if (lost) arrivals.push({ at: at + random.int(1_000, AGAIN_MS), body, forged: false, lost: false })
    if (!random.chance(DUPLICATES)) return
    figures.duplicates++
    arrivals.push({
      at: at + random.int(0, random.chance(0.5) ? 20 : AGAIN_MS),
      body,
      forged: false,
      lost: false,
    })
  })
  figures.deliveries = arrivals.length
  return { arrivals, figures }
}

/** Writes the body of a request, with `padding` characters in a field that Chorus does not know. */
function bodyOf(happenings: readonly Happening[], padding = 0): string {
  const entry = happenings.map((one) => ({
    id: 'waba',
    changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', ...changeOf(one) } }],
  }))
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry,
    ...(padding > 0 ? { of_tomorrow: 'x'.repeat(padding) } : {}),
  })
}

function changeOf(one: Happening) {
  const seconds = String(Math.floor(one.at / 1000))
  if (one.kind === 'receipt') {
    const { sent, status } = one
    return {
      metadata: { display_phone_number: '15550783881', phone_number_id: sent.account.phoneNumberId },
      statuses: [
        {
          id: sent.platformMessageId,
          status,
          timestamp: seconds,
          recipient_id: '16505551234',
          ...(sent.known === 'sent' || sent.known === 'late' ? {} : { biz_opaque_callback_data: sent.id }),
          ...(status === 'failed'
            ? { errors: [{ code: FAILURES[one.at % FAILURES.length], title: 'Undeliverable' }] }
            : {}),
        },
      ],
    }
  }
  const { account, contact, id, text } = one
  const { userId, phone, name } = contact
  return {
    metadata: { display_phone_number: '15550783881', phone_number_id: account.phoneNumberId },
    contacts: [{ profile: { name }, ...(phone && { wa_id: phone }), ...(userId && { user_id: userId }) }],
    messages: [
      {
        ...(phone && { from: phone }),
        ...(userId && { from_user_id: userId }),
        id,
        timestamp: seconds,
        type: 'text',
        text: { body: text },
      },
    ],
  }
}

/** Returns the expected result of receipts, in any order: written from the promise, not from the code. */
export function settledBy(receipts: SentMessage['receipts']) {
  const times = (...statuses: ReceiptStatus[]) =>
    receipts.filter(({ status }) => statuses.includes(status)).map(({ at }) => Math.floor(at / 1000) * 1000)
  const earliest = (of: number[]) => (of.length === 0 ? null : Math.min(...of))
  const deliveredAt = earliest(times('delivered', 'read'))
  const failed = deliveredAt === null && times('failed').length > 0
  return { status: failed ? 'failed' : 'sent', deliveredAt, readAt: earliest(times('read')) }
}
