import { DurableObject } from 'cloudflare:workers'
import type { FeedEvent } from '#core/lib/kernel/jobs.ts'

interface Attached {
  /** End of the session or the key that let the screen in, in Unix milliseconds. */
  until?: number
  /** The person who has the screen open. */
  person: { id: string; name: string }
  /** The thing that the screen has open, such as `draft:<id>`; null for one that listens to everything. */
  place: string | null
}
const attached = (socket: WebSocket) => socket.deserializeAttachment() as Attached
const placeTag = (place: string) => `at ${place}`
const EVERYTHING = 'everything'

/** Sends texts in order. A screen that went away meanwhile asks again when it is back. */
function send(socket: WebSocket, texts: readonly string[]): void {
  try {
    for (const text of texts) socket.send(text)
  } catch (error) {
    socket.close(1011, error instanceof Error ? error.message.slice(0, 100) : 'send failed')
  }
}

const end = (socket: WebSocket) => socket.close(4403, 'access ended')

/**
 * The open screens of a workspace. Tells them only that something changed: they ask again, with their own rights. A socket that names a
 * place is told who else is there instead; it leaves by closing.
 */
export class LiveFeed extends DurableObject<Env> {
  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    // Answered without waking the object.
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Takes a WebSocket. The caller has checked the session and the Origin. */
  override async fetch(request: Request): Promise<Response> {
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
      return new Response('This address takes WebSockets.', {
        status: 426,
        headers: { upgrade: 'websocket' },
      })
    }
    const { 0: client, 1: server } = new WebSocketPair()
    const header = (name: string) => request.headers.get(`x-chorus-${name}`)
    // Tag the socket with its user and credential, so that it can be closed when they lose access.
    const id = header('actor') ?? 'nobody'
    const place = header('place')
    this.ctx.acceptWebSocket(server, [
      id,
      header('credential') ?? 'none',
      place === null ? EVERYTHING : placeTag(place),
    ])
    const until = Date.parse(header('until') ?? '')
    const person = { id, name: decodeURIComponent(header('name') ?? '') }
    server.serializeAttachment({
      person,
      place,
      ...(Number.isNaN(until) ? {} : { until }),
    } satisfies Attached)
    if (place !== null) this.#tellWhoIsAt(place)
    if (!Number.isNaN(until)) {
      const alarm = await this.ctx.storage.getAlarm()
      if (alarm === null || until < alarm) await this.ctx.storage.setAlarm(until)
    }
    return new Response(null, { status: 101, webSocket: client })
  }

  /** Sends one message for each event, in order. */
  async changed(events: readonly FeedEvent[]): Promise<void> {
    const texts = events.map((event) => JSON.stringify(event))
    for (const socket of this.ctx.getWebSockets(EVERYTHING)) send(socket, texts)
  }

  /** Tells the screens that have something open who they are, each person once. `left`: a socket that is closing. */
  #tellWhoIsAt(place: string, left?: WebSocket): void {
    const sockets = this.ctx.getWebSockets(placeTag(place)).filter((socket) => socket !== left)
    const people = new Map(sockets.map((socket) => [attached(socket).person.id, attached(socket).person]))
    const text = JSON.stringify({ people: [...people.values()] })
    for (const socket of sockets) send(socket, [text])
  }

  /** Closes the screens of an actor (`user:<id>`, `api_key:<id>`) or of one session (`session:<id>`), whose access has ended. */
  close(who: string): void {
    for (const socket of this.ctx.getWebSockets(who)) end(socket)
  }

  /** Closes screens whose session or key has run out. A screen whose session goes on comes back by itself. */
  override async alarm(): Promise<void> {
    let next = Number.POSITIVE_INFINITY
    for (const socket of this.ctx.getWebSockets()) {
      const { until = Number.POSITIVE_INFINITY } = attached(socket)
      if (until <= Date.now()) end(socket)
      else next = Math.min(next, until)
    }
    if (next < Number.POSITIVE_INFINITY) await this.ctx.storage.setAlarm(next)
  }

  override webSocketMessage(): void {
    // Screens only listen.
  }

  override webSocketClose(socket: WebSocket): void {
    const { place } = attached(socket)
    if (place !== null) this.#tellWhoIsAt(place, socket)
  }

  override webSocketError(socket: WebSocket): void {
    this.webSocketClose(socket)
  }
}
