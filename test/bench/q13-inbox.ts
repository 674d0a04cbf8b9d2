import { type Checkout, here } from './beside/checkout.ts'
import { type OwnPostgres, ownPostgres } from './beside/postgres.ts'
import { type Subject, startSubject } from './beside/subject.ts'
import type { Figure } from './figure.ts'
import { median } from './q5-stage.ts'

const TURNS = 5
const MESSAGES = 1_000
const BATCH = 100
const ANSWERS = 40
const LIMITS = { times: 3, answerBytes: 8 * 1024 }

interface Turn {
  messages: number
  receipts: number
  cpuSeconds: number
  answerBytes: number
}

/**
 * Q13: the cost of taking in messages and receipts, over the database's HTTP and WebSocket as the Worker uses them, and the
 * bytes of WAL for an answered message, from the webhook to its being sent. Compared with another commit if one is named.
 */
export async function inboxCost(say: (text: string) => void, beside?: Checkout): Promise<Figure[]> {
  const postgres = await ownPostgres(say)
  const env = { CHORUS_TEST_DATABASE_URL: postgres.url }
  const subjects: Subject[] = []
  // One after the other: each migrates a database of its own, but roles belong to the server.
  const start = async (checkout: Checkout) => {
    const subject = startSubject(checkout, 'inbox', env)
    subjects.push(subject)
    await subject.ask('learn')
    await measured(postgres, subject)
    return subject
  }
  try {
    const ours = await start(here)
    const theirs = beside && (await start(beside))
    const turns: { ours: Turn; theirs: Turn | null }[] = []
    for (let n = 1; n <= TURNS; n++) {
      const turn = {
        ours: await measured(postgres, ours),
        theirs: theirs ? await measured(postgres, theirs) : null,
      }
      turns.push(turn)
      say(`turn ${n}/${TURNS}: ${told(turn.ours)}${turn.theirs ? `; beside it ${told(turn.theirs)}` : ''}`)
    }
    return [...(beside ? [speed(turns, beside)] : []), answers(turns)]
  } finally {
    await Promise.all(subjects.map((subject) => subject.stop()))
    await postgres.stop()
  }
}

async function measured(postgres: OwnPostgres, subject: Subject): Promise<Turn> {
  await postgres.checkpoint()
  const cpu = postgres.cpuSeconds()
  const messages = perSecond(await subject.ask<number>('messages', { many: MESSAGES, batch: BATCH }))
  const receipts = perSecond(await subject.ask<number>('receipts', { many: MESSAGES, batch: BATCH }))
  const cpuSeconds = postgres.cpuSeconds() - cpu
  // The first change of a page after a checkpoint writes the whole page to WAL: exclude these from the measurement.
  await subject.ask('answers', { many: ANSWERS })
  const wal = await postgres.walBytes()
  await subject.ask('answers', { many: ANSWERS })
  return {
    messages,
    receipts,
    cpuSeconds,
    answerBytes: Math.round(((await postgres.walBytes()) - wal) / ANSWERS),
  }
}

const perSecond = (ms: number) => Math.round(MESSAGES / (ms / 1_000))
const told = ({ messages, receipts, answerBytes }: Turn) =>
  `${messages} messages and ${receipts} receipts a second, ${answerBytes} bytes an answer`

function speed(turns: readonly { ours: Turn; theirs: Turn | null }[], beside: Checkout): Figure {
  const ratio = (of: (turn: Turn) => number) =>
    median(turns.flatMap(({ ours, theirs }) => (theirs ? [of(ours) / of(theirs)] : [])))
  const [messages, receipts] = [ratio((turn) => turn.messages), ratio((turn) => turn.receipts)]
  const theirs = turns.flatMap((turn) => (turn.theirs ? [turn.theirs] : []))
  return {
    id: 'Q13',
    promise: `messages taken in, in batches of ${BATCH} over ten workspaces by four consumers`,
    limit: `≥ ${LIMITS.times} × those of ${beside.commit?.slice(0, 7)}`,
    anchor: `${median(theirs.map((turn) => turn.messages))} messages, ${median(theirs.map((turn) => turn.receipts))} receipts a second`,
    measured: `${messages.toFixed(2)} × as many messages, ${receipts.toFixed(2)} × as many receipts; ${median(turns.map(({ ours }) => ours.messages))} and ${median(turns.map(({ ours }) => ours.receipts))} a second; ${ratio((turn) => turn.cpuSeconds).toFixed(2)} × the server’s time`,
    holds: messages >= LIMITS.times,
    notes: [
      `Median of ${TURNS} turns of ${MESSAGES} messages and as many receipts each.`,
      'Both over the same local endpoint, in whose process the Worker’s own part runs too: where there are more trips, it costs both sides more.',
    ],
    detail: { turns, messages, receipts },
  }
}

function answers(turns: readonly { ours: Turn; theirs: Turn | null }[]): Figure {
  const bytes = median(turns.map(({ ours }) => ours.answerBytes))
  const theirs = turns.flatMap((turn) => (turn.theirs ? [turn.theirs.answerBytes] : []))
  return {
    id: 'Q13 answer',
    promise: 'WAL of an answered message, from the webhook to its being sent',
    limit: `≤ ${LIMITS.answerBytes} bytes`,
    anchor: theirs.length > 0 ? `${median(theirs)} bytes` : 'none: name a commit by --beside',
    measured: `${bytes} bytes`,
    holds: bytes <= LIMITS.answerBytes,
    notes: ['One document of two sentences is known; what a decision keeps of its sources grows with them.'],
    detail: { turns },
  }
}
