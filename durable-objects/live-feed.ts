import { DurableObject } from 'cloudflare:workers'
import type { FeedEvent } from '#core/operations/schemas.ts'

/** The open screens of a workspace. Tells them that something changed, never what: they ask again, as who they are. */
export class LiveFeed extends DurableObject<Env> {
  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    // Answered without waking the object.
    state.setWebSocketAutoResponse(new WebSocketRequestResponsePair('ping', 'pong'))
  }

  /** Takes a WebSocket. Whoever calls has checked the session and the Origin. */
  override fetch(request: Request): Response {
    if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') {
      return new Response('This address takes WebSockets.', {
        status: 426,
        headers: { upgrade: 'websocket' },
      })
    }
    const { 0: client, 1: server } = new WebSocketPair()
    // Tagged with who looks, so that their screens can be closed when they may no longer.
    this.ctx.acceptWebSocket(server, [request.headers.get('x-chorus-actor') ?? 'nobody'])
    return new Response(null, { status: 101, webSocket: client })
  }

  /** One message an event, in order. */
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

  /** Closes the screens of an actor (`user:<id>`, `api_key:<id>`): their membership ended, or their key was revoked. */
  close(actor: string): void {
    for (const socket of this.ctx.getWebSockets(actor)) socket.close(4403, 'access ended')
  }

  override webSocketMessage(): void {
    // Screens only listen.
  }
}
