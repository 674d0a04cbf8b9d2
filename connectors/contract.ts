import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectedAccountRef, Connector, Outcome } from '#core/lib/connector.ts'
import { control, type Fault } from '#local/emulator-control.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { type Http, platformHttp } from './http.ts'

const DEADLINE_MS = 300

export interface ContractSetup {
  /** The emulator's name and prefix. */
  platform: 'whatsapp' | 'telegram'
  prefix: string
  make(http: Http): Connector
  account: ConnectedAccountRef
  /** What a send that is done looks like from outside, and how it is made. */
  send(connector: Connector, account: ConnectedAccountRef, text: string): Promise<Outcome>
  /** The platform's own way to refuse a token that was revoked, and to break down. */
  revoked: Fault
  permanent: Fault
  /** What a server error of the platform itself means for a send, by its contract. */
  serverError: 'unknown' | 'retry'
  serverErrorBody: unknown
}

/** What every connector promises, shown against its emulator over real HTTP. */
export function connectorContract(name: string, setup: ContractSetup): void {
  describe(`the ${name} connector`, () => {
    const { account, platform } = setup
    let emulators: Awaited<ReturnType<typeof startEmulators>>
    let outside: ReturnType<typeof control>
    let connector: Connector
    const send = (text = 'Hello') => setup.send(connector, account, text)
    const fault = (kind: Fault) => outside.fault({ platform, match: 'Hello', times: 1, fault: kind })
    const shown = () => outside.sent(platform)
    const at = (baseUrl: string, fetch?: typeof globalThis.fetch) =>
      setup.make(platformHttp({ baseUrl, deadlineMs: DEADLINE_MS, ...(fetch ? { fetch } : {}) }))

    beforeAll(async () => {
      emulators = await startEmulators({
        port: 0,
        workerUrl: 'http://localhost:1',
        metaAppSecret: 's',
        metaVerifyToken: 'v',
        retryDelaysMs: [],
      })
      outside = control(emulators.url)
      connector = at(emulators.url + setup.prefix)
    })
    beforeEach(async () => {
      await outside.reset()
      await outside.addAccount({
        platform,
        externalId: account.externalId,
        name: 'Contract',
        token: account.credentials.accessToken,
      })
    })
    afterAll(() => emulators?.stop())

    it('shows what it sent once, under the id that it reports', async () => {
      const outcome = await send()
      expect(['sent', 'accepted']).toContain(outcome.kind)
      const all = await shown()
      expect(all.map(({ text }) => text)).toEqual(['Hello'])
      expect('id' in outcome && outcome.id.endsWith(all[0]?.id ?? '-')).toBe(true)
    })

    it('connects an account that the platform confirms, and refuses a wrong token and an unknown account', async () => {
      const webhook = { url: 'http://localhost:8787/webhooks/x', secret: 'v1-secret' }
      expect(await connector.connect(account, webhook)).toMatchObject({ kind: 'connected' })
      const wrong = { ...account, credentials: { accessToken: `${account.credentials.accessToken}x` } }
      expect(await connector.connect(wrong, webhook)).toMatchObject({ kind: 'reauth' })
      const elsewhere = await connector.connect({ ...account, externalId: '-100999' }, webhook)
      expect(['rejected', 'reauth']).toContain(elsewhere.kind)
    })

    it.each(['timeout-before', 'timeout-after'] as const)(
      'calls a %s unknown: it may have been done',
      async (kind) => {
        await fault(kind)
        expect(await send()).toMatchObject({
          kind: 'unknown',
          reason: expect.stringContaining('did not answer'),
        })
        expect(await shown()).toHaveLength(kind === 'timeout-after' ? 1 : 0)
      },
    )

    it('calls a connection that broke after the request unknown', async () => {
      const breaking = await listen(
        createServer((request) => request.resume().on('end', () => request.socket.destroy())),
      )
      expect(await setup.send(at(breaking.url), account, 'Hello')).toMatchObject({ kind: 'unknown' })
      breaking.server.close()
    })

    it('calls an answer that stops half-way unknown', async () => {
      const cut = await listen(
        createServer((request, response) =>
          request.resume().on('end', () => {
            response.writeHead(200, { 'content-length': '1000' }).write('{"ok":')
            setTimeout(() => request.socket.destroy(), 20)
          }),
        ),
      )
      expect(await setup.send(at(cut.url), account, 'Hello')).toMatchObject({ kind: 'unknown' })
      cut.server.close()
    })

    it('tries again what surely never left', async () => {
      const { server, url } = await listen(createServer())
      await new Promise((resolve) => server.close(resolve))
      expect(await setup.send(at(url), account, 'Hello')).toMatchObject({ kind: 'retry' })
    })

    it('waits as long as the platform asks', async () => {
      await fault('limited:7')
      const outcome = await send()
      expect(outcome.kind).toBe('limited')
      const waitMs = outcome.kind === 'limited' ? outcome.until.getTime() - Date.now() : 0
      expect(waitMs).toBeGreaterThan(0)
      expect(waitMs).toBeLessThan(60_000)
      expect(await shown()).toEqual([])
    })

    it('asks a person to reconnect when the token is revoked', async () => {
      await fault(setup.revoked)
      expect(await send()).toMatchObject({ kind: 'reauth' })
    })

    it('gives the platform’s words and what to do when it is refused for good', async () => {
      await fault(setup.permanent)
      const outcome = await send()
      expect(outcome).toMatchObject({ kind: 'rejected' })
      expect(outcome.kind === 'rejected' && outcome.reason && outcome.advice).toBeTruthy()
    })

    it(`calls the platform’s own server error ${setup.serverError}`, async () => {
      await fault({ status: 500, body: setup.serverErrorBody })
      expect(await send()).toMatchObject({ kind: setup.serverError })
    })

    it('does not take a page that is no answer of the platform for one', async () => {
      await fault({ status: 502, body: '<html>Bad gateway</html>' })
      expect(['unknown', 'retry']).toContain((await send()).kind)
    })

    it('follows no redirect, with the token least of all', async () => {
      const asked: string[] = []
      const there = await listen(
        createServer((request, response) => {
          asked.push(request.url ?? '')
          response.writeHead(200).end('{}')
        }),
      )
      const here = await listen(
        createServer((_request, response) => response.writeHead(307, { location: there.url }).end()),
      )
      const outcome = await setup.send(at(here.url), account, 'Hello')
      expect(asked).toEqual([])
      expect(['sent', 'accepted']).not.toContain(outcome.kind)
      here.server.close()
      there.server.close()
    })

    it('never lets the token into what it reports', async () => {
      const faults: Fault[] = [
        'timeout-before',
        'limited:5',
        setup.revoked,
        setup.permanent,
        { status: 500, body: setup.serverErrorBody },
      ]
      for (const kind of faults) {
        await fault(kind)
        expect(JSON.stringify(await send())).not.toContain(account.credentials.accessToken)
      }
    })

    it('takes a text of its limit, and knows that the platform refuses one more', async () => {
      const { maxLength } = connector.capabilities.text
      expect(['sent', 'accepted']).toContain((await send('x'.repeat(maxLength))).kind)
      expect((await send('x'.repeat(maxLength + 1))).kind).toBe('rejected')
    })
  })
}

async function listen(server: Server): Promise<{ server: Server; url: string }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
