import { afterEach, describe, expect, it } from 'vitest'
import { ANA, BOT_TOKEN, CHANNEL, type Kit, NUMBER, NUMBER_TOKEN, startKit, text } from './test-kit.ts'

let kit: Kit
afterEach(() => kit.stop())

const plan = (fault: unknown, more: Record<string, unknown> = {}) =>
  kit.control('POST', '/fault', { platform: 'telegram', match: 'sendMessage', times: 1, fault, ...more })
const post = (words: string) => kit.bot('sendMessage', { chat_id: CHANNEL, text: words })
const sent = async () => (await kit.control('GET', '/sent')).body as { text: string; at: string }[]

/** Calls as a client that waits 200 ms for an answer. */
function impatient(words: string): Promise<Response> {
  return fetch(`${kit.url}/telegram/bot${BOT_TOKEN}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: CHANNEL, text: words }),
    signal: AbortSignal.timeout(200),
  })
}

describe('faults', () => {
  it('answers as told, as often as told, without doing it', async () => {
    kit = await startKit()
    await plan(
      { status: 502, body: { ok: false, error_code: 502, description: 'Bad Gateway' } },
      { times: 2 },
    )
    for (let count = 0; count < 2; count++) {
      expect(await post('a')).toMatchObject({ status: 502, body: { description: 'Bad Gateway' } })
    }
    expect((await post('b')).status).toBe(200)
    expect((await sent()).map((one) => one.text)).toEqual(['b'])
  })

  it('timeout-before gives no answer and does nothing', async () => {
    kit = await startKit()
    await plan('timeout-before')
    await expect(impatient('lost')).rejects.toThrow(/timeout/i)
    expect(await sent()).toEqual([])
    const { body } = await kit.control('GET', '/calls?platform=telegram')
    expect(body).toMatchObject([{ method: 'POST', body: { text: 'lost' }, status: null }])
  })

  it('timeout-after does it once and gives no answer', async () => {
    kit = await startKit()
    await plan('timeout-after')
    await expect(impatient('done')).rejects.toThrow(/timeout/i)
    expect((await sent()).map((one) => one.text)).toEqual(['done'])
  })

  it('slow does it late, also when nobody waits any more', async () => {
    kit = await startKit()
    await plan('slow:400')
    await expect(impatient('late')).rejects.toThrow(/timeout/i)
    expect(await sent()).toEqual([])
    await expect.poll(async () => (await sent()).length, { timeout: 30_000 }).toBe(1)
    await plan('slow:50')
    const before = Date.now()
    expect((await post('slow')).status).toBe(200)
    expect(Date.now() - before).toBeGreaterThanOrEqual(49)
  })

  it('limited is said in the platform’s own words', async () => {
    kit = await startKit()
    await plan('limited:7')
    expect(await post('a')).toMatchObject({ status: 429, body: { parameters: { retry_after: 7 } } })
    await plan('limited:7', { platform: 'whatsapp', match: NUMBER })
    expect(await kit.graph(text('Hi'))).toMatchObject({ status: 400, body: { error: { code: 130429 } } })
    expect(await sent()).toEqual([])
  })

  it('matches method, path and body by substring or expression; whatsapp and graph are the same', async () => {
    kit = await startKit()
    const fault = { status: 500, body: {} }
    await plan(fault, { match: '/POST .*"text":"(x|y)"/' })
    expect((await post('z')).status).toBe(200)
    expect((await post('y')).status).toBe(500)
    for (const platform of ['graph', 'whatsapp']) {
      await plan(fault, { platform, match: '' })
      expect((await kit.graph(text('Hi'))).status).toBe(500)
    }
    await plan(fault, { platform: 'graph', match: '' })
    expect((await post('other platform')).status).toBe(200)
    await kit.control('DELETE', '/fault')
    expect((await kit.graph(text('Hi'))).status).toBe(200)
  })
})

describe('the control surface', () => {
  it('lists the calls of a platform since a time', async () => {
    kit = await startKit()
    await post('a')
    await kit.graph(text('Hi'), NUMBER_TOKEN)
    const { body } = await kit.control('GET', '/calls?platform=graph')
    const at = expect.stringMatching(/\.\d{3}Z$/)
    const path = `/graph/v26.0/${NUMBER}/messages`
    expect(body).toEqual([{ at, platform: 'whatsapp', method: 'POST', path, body: text('Hi'), status: 200 }])
    expect((await kit.control('GET', '/calls?since=2000-01-01T00:00:00Z')).body).toHaveLength(2)
    expect((await kit.control('GET', '/calls?since=2100-01-01T00:00:00Z')).body).toEqual([])
  })

  it.each([
    ['POST', '/fault', { platform: 'telegram', fault: 'slow' }, 'fault'],
    ['POST', '/fault', { platform: 'telegram', match: '/(/', fault: 'timeout-after' }, 'match'],
    ['POST', '/fault', { platform: 'myspace', fault: 'timeout-after' }, 'platform'],
    [
      'POST',
      '/inbound',
      { platform: 'whatsapp', account: NUMBER, from: { id: '1' }, text: 'a' },
      'from.name',
    ],
    [
      'POST',
      '/inbound',
      { platform: 'whatsapp', account: NUMBER, from: { id: 'x', name: 'X' }, text: 'a' },
      'from.id',
    ],
    [
      'POST',
      '/inbound',
      { platform: 'whatsapp', account: NUMBER, from: ANA, text: 'a', media: [{}] },
      'media',
    ],
    ['POST', '/inbound', { platform: 'whatsapp', account: NUMBER, from: ANA }, 'text'],
    [
      'POST',
      '/accounts',
      { platform: 'telegram', externalId: 'news', name: 'N', token: '1:a' },
      'externalId',
    ],
    ['POST', '/accounts', { platform: 'telegram', externalId: CHANNEL, name: 'N', token: 'a' }, 'token'],
    ['POST', '/statuses', { platform: 'whatsapp', id: 'wamid.x', statuses: ['gone'] }, 'statuses'],
    ['GET', '/sent?platform=myspace', undefined, 'platform'],
    ['GET', '/calls?since=yesterday', undefined, 'since'],
  ])('refuses %s %s with %j, naming %s', async (method, path, body, named) => {
    kit = await startKit()
    const answer = await kit.control(method, path, body)
    expect(answer.status).toBe(400)
    expect((answer.body as { error: string }).error).toContain(named)
  })

  it('says which accounts there are when one is unknown, and which paths', async () => {
    kit = await startKit()
    const unknown = await kit.control('POST', '/inbound', {
      platform: 'whatsapp',
      account: '1',
      from: ANA,
      text: 'a',
    })
    expect(unknown).toMatchObject({ status: 404, body: { error: expect.stringContaining(NUMBER) } })
    expect((await kit.control('GET', '/nothing')).body).toMatchObject({
      error: expect.stringContaining('GET /sent'),
    })
    expect((await kit.control('GET', '/inbound')).status).toBe(405)
  })

  it('resets what happened and keeps the accounts, never their tokens in an answer', async () => {
    kit = await startKit()
    await post('a')
    await kit.control('POST', '/reset')
    expect(await sent()).toEqual([])
    expect((await post('b')).status).toBe(200)
    const { body } = await kit.control('GET', '/accounts')
    expect(body).toHaveLength(2)
    expect(JSON.stringify(body)).not.toContain(BOT_TOKEN)
  })

  it('does not answer pages of another origin', async () => {
    kit = await startKit()
    const answer = await kit.call('POST', '/_control/reset', {}, { origin: 'https://evil.example' })
    expect(answer.status).toBe(403)
  })
})
