import { describe, expect, it } from 'vitest'
import { startEmulators } from './server.ts'
import { CHANNEL, startKit } from './test-kit.ts'

const options = { workerUrl: 'http://localhost:1' }

describe('startEmulators', () => {
  it('names the variable to change when its port is in use', async () => {
    const first = await startEmulators({ port: 0, ...options })
    const port = Number(new URL(first.url).port)
    await expect(startEmulators({ port, ...options })).rejects.toThrow(/CHORUS_EMULATOR_PORT/)
    await first.stop()
    const again = await startEmulators({ port, ...options })
    await again.stop()
  })

  it('says so when the Worker cannot be reached, and goes on trying', async () => {
    const kit = await startKit({ workerUrl: 'http://localhost:1' })
    const { body } = await kit.control('POST', '/inbound', {
      platform: 'whatsapp',
      account: '106540352242922',
      from: { id: '16505551234', name: 'Ana' },
      text: 'Hi',
    })
    expect(body).toMatchObject({
      deliveredStatus: null,
      retrying: true,
      error: expect.stringContaining('localhost:1'),
    })
    await kit.stop()
  })

  it('serves the phone from its own files only', async () => {
    const { url, stop } = await startEmulators({ port: 0, ...options })
    const page = await fetch(url)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    const html = await page.text()
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//)
    for (const [, path] of html.matchAll(/(?:src|href)="(\/[^"]+)"/g)) {
      expect((await fetch(url + path)).status).toBe(200)
    }
    expect((await fetch(`${url}/../server.ts`)).status).toBe(404)
    expect((await fetch(`${url}/constructor`)).status).toBe(404)
    await stop()
  })

  it('tells the phone at once what is published', async () => {
    const kit = await startKit()
    const stream = await fetch(`${kit.url}/_control/events`)
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
    await kit.bot('sendMessage', { chat_id: CHANNEL, text: 'Live' })
    let heard = ''
    while (!heard.includes('"type":"post"')) heard += (await reader?.read())?.value ?? ''
    expect(heard).toContain('"text":"Live"')
    await reader?.cancel()
    await kit.stop()
  })
})
