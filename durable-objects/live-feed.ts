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
    this.ctx.acceptWebSocket(server)
    return new Response(null, { status: 101, webSocket: client })
  }

  async changed(event: FeedEvent): Promise<void> {
    const text = JSON.stringify(event)
    for (const socket of this.ctx.getWebSockets()) {
      try {
        socket.send(text)
      } catch (error) {
        // It went away between the list and the send; its screen asks again when it is back.
        socket.close(1011, error instanceof Error ? error.message.slice(0, 100) : 'send failed')
      }
    }
  }

  override webSocketMessage(): void {
    // Screens only listen.
  }
}
