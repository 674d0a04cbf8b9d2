import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import type { Events } from './lib/events.ts'

const FILES: Record<string, { file: string; type: string }> = {
  '/': { file: 'index.html', type: 'text/html' },
  '/chat.css': { file: 'chat.css', type: 'text/css' },
  '/links.js': { file: 'links.js', type: 'text/javascript' },
  '/mail.css': { file: 'mail.css', type: 'text/css' },
  '/mail.js': { file: 'mail.js', type: 'text/javascript' },
  '/phone.css': { file: 'phone.css', type: 'text/css' },
  '/phone.js': { file: 'phone.js', type: 'text/javascript' },
  '/view.js': { file: 'view.js', type: 'text/javascript' },
}
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}
const HEARTBEAT_MS = 20_000

/** Serves the page on which to write as a contact, and to read posts and mails. Returns false when there is no such file. */
export async function servePhone(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const { pathname } = new URL(request.url ?? '/', 'http://emulator')
  const found = FILES[pathname]
  if (!found || !Object.hasOwn(FILES, pathname) || request.method !== 'GET') return false
  const bytes = await readFile(join(import.meta.dirname, 'phone', found.file))
  response.writeHead(200, { ...HEADERS, 'content-type': `${found.type}; charset=utf-8` }).end(bytes)
  return true
}

/** Streams everything that the page shows as server-sent events, as it happens. */
export function streamEvents(events: Events, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write('retry: 1000\n\n')
  const end = events.listen((event) => response.write(`data: ${JSON.stringify(event)}\n\n`))
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS)
  response.on('close', () => {
    clearInterval(heartbeat)
    end()
  })
}
