import { DurableObject } from 'cloudflare:workers'
import type { FeedEvent } from '#core/lib/kernel/jobs.ts'

interface Attached {
  /** End of the session or the key that let the screen in, in Unix milliseconds. */
  until: number
}
const end = (socket: WebSocket) => socket.close(4403, 'access ended')

/** The open screens of a workspace. Tells them only that something changed: they ask again, with their own rights. */
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
    this.ctx.acceptWebSocket(server, [header('actor') ?? 'nobody', header('credential') ?? 'none'])
    const until = Date.parse(header('until') ?? '')
    if (!Number.isNaN(until)) {
      server.serializeAttachment({ until } satisfies Attached)
      const alarm = await this.ctx.storage.getAlarm()
      if (alarm === null || until < alarm) await this.ctx.storage.setAlarm(until)
    }
    return new Response(null, { status: 101, webSocket: client })
  }

  /** Sends one message for each event, in order. */
  async changed(events: readonly FeedEvent[]): Promise<void> {
    const texts = events.map((event) => JSON.stringify(event))
    for (const socket of this.ctx.getWebSockets()) {
      try {
        for (const text of texts) socket.send(text)
      } catch (error) {
        // It went away between the list and the send; its screen asks again when it is back.
        socket.close(1011, error instanceof Error ? error.message.slice(0, 100) : 'send failed')
      }
    }
  }

  /** Closes the screens of an actor (`user:<id>`, `api_key:<id>`) or of one session (`session:<id>`), whose access has ended. */
  close(who: string): void {
    for (const socket of this.ctx.getWebSockets(who)) end(socket)
  }

  /** Closes screens whose session or key has run out. A screen whose session goes on comes back by itself. */
  override async alarm(): Promise<void> {
    let next = Number.POSITIVE_INFINITY
    for (const socket of this.ctx.getWebSockets()) {
      const { until } = (socket.deserializeAttachment() ?? { until: Number.POSITIVE_INFINITY }) as Attached
      if (until <= Date.now()) end(socket)
      else next = Math.min(next, until)
    }
    if (next < Number.POSITIVE_INFINITY) await this.ctx.storage.setAlarm(next)
  }

  override webSocketMessage(): void {
    // Screens only listen.
  }
}
