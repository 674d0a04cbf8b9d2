import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectedAccountRef, Connector, Outcome } from '#core/lib/connector.ts'
import { control, type Fault } from '#local/emulator-control.ts'
import { platformEmulators } from '#local/emulators/registry.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { conversationContract } from './contract/conversation.ts'
import { type ErrorRow, errorContract } from './contract/errors.ts'
import { mediaContract } from './contract/media.ts'
import { close, listen, nowhere, quoting, type Reply, Servers } from './contract/servers.ts'
import type { Shown, Stage } from './contract/stage.ts'
import { type PlatformFolder, wired } from './folder.ts'
import { platformHttp } from './http.ts'
import { split } from './sources.ts'

const DEADLINE_MS = 2_000
/** More than `platformHttp` reads. */
const TOO_MUCH = 5 * 1024 * 1024

const ANA = { id: '16505551234', name: 'Ana Ruiz' }

export interface ContractSetup {
  folder: PlatformFolder
  account: ConnectedAccountRef
  /** What a send that is done looks like from outside, and how it is made. */
  send(connector: Connector, account: ConnectedAccountRef, text: string): Promise<Outcome>
  /** The platform's own way to refuse a token that was revoked, and to refuse for good. */
  revoked: Reply
  permanent: Reply
  /** What a server error in the platform's own form means for a send, by its contract. */
  serverError: 'unknown' | 'retry'
  serverErrorBody: unknown
  /** Every error that its contract tables. */
  errors: readonly ErrorRow[]
  /** What it promises beyond the others. */
  beyond?(stage: Stage): void
}

/** What every connector promises, shown against its emulator over real HTTP. */
export function connectorContract(name: string, setup: ContractSetup): void {
  describe(`the ${name} connector`, () => {
    const { account, folder } = setup
    const platform = folder.manifest.id
    const { accessToken = '' } = account.credentials
    const isPerAccount = folder.source?.perAccount ?? false
    /** As the consumer reads it. */
    const read = (body: unknown) => split(folder.source?.name ?? '', body, isPerAccount ? 'ours' : null)
    const servers = new Servers()
    const delivered: unknown[] = []
    let webhook: { url: string; secret: string }
    let stopWebhook: () => Promise<void>
    let emulators: Awaited<ReturnType<typeof startEmulators>>
    let outside: ReturnType<typeof control>
    let connector: Connector

    const at = (baseUrl: string) =>
      wired(folder, { http: platformHttp({ baseUrl, deadlineMs: DEADLINE_MS }), now: () => new Date() })
    const send = (text = 'Hello') => setup.send(connector, account, text)
    const sendTo = (url: string) => setup.send(at(url), account, 'Hello')
    const connect = (through = connector, as = account) => through.connect(as, webhook)
    const fault = (kind: Fault) => outside.fault({ platform, match: 'Hello', times: 1, fault: kind })
    const shown = () => outside.sent(platform)
    const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const answer = await fetch(`${emulators.url}/_control${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
      return answer.json()
    }
    const stage: Stage = {
      connector: () => connector,
      account,
      contact: ANA,
      message: async (content) => {
        const { message } = connector
        if (!message) throw new Error(`${name} sends no messages.`)
        return message(account, ANA.id, content, { id: 'ours', fence: 1, startedAt: new Date() })
      },
      shown: async () => (await ask('GET', `/sent?platform=${platform}`)) as Shown[],
      calls: () => outside.calls(platform),
      fault: (planned, match = '') => outside.fault({ platform, match, times: 1, fault: planned }),
      async does(what) {
        await connect()
        const before = delivered.length
        await ask('POST', '/inbound', { platform, account: account.externalId, from: ANA, ...what })
        const updates = delivered.slice(before).flatMap(read)
        // Receipts of what was sent before come when their time has come.
        return updates.filter(({ type }) => type !== 'receipt')
      },
      async screen() {
        const state = (await ask('GET', '/state')) as { chats: { messages: [] }[] }
        return state.chats[0]?.messages ?? []
      },
      control: ask,
    }

    beforeAll(async () => {
      const receiver = createServer(async (request, response) => {
        let text = ''
        for await (const chunk of request.setEncoding('utf8')) text += chunk
        delivered.push(JSON.parse(text))
        response.end()
      })
      const workerUrl = await listen(receiver)
      webhook = { url: `${workerUrl}/webhooks/account`, secret: 'v1-secret' }
      stopWebhook = () => close(receiver)
      emulators = await startEmulators({
        port: 0,
        workerUrl,
        retryDelaysMs: [],
      })
      outside = control(emulators.url)
      connector = at(emulators.url + (await platformEmulators()).get(platform)?.prefix)
    })
    beforeEach(async () => {
      await outside.reset()
      await outside.addAccount({
        platform,
        externalId: account.externalId,
        name: 'Contract',
        token: accessToken,
      })
      delivered.length = 0
    })
    afterEach(() => servers.close())
    afterAll(async () => {
      await emulators?.stop()
      await stopWebhook?.()
    })

    it('shows what it sent once, under the id that it reports', async () => {
      const outcome = await send()
      expect(['sent', 'accepted']).toContain(outcome.kind)
      const all = await shown()
      expect(all.map(({ text }) => text)).toEqual(['Hello'])
      expect('id' in outcome && outcome.id.endsWith(all[0]?.id ?? '-')).toBe(true)
    })

    it('connects an account that the platform confirms, and refuses a wrong token and an unknown account', async () => {
      expect(await connect()).toMatchObject({ kind: 'connected' })
      const wrong = { ...account, credentials: { accessToken: `${accessToken}x` } }
      expect(await connect(connector, wrong)).toMatchObject({ kind: 'reauth' })
      const elsewhere = await connect(connector, { ...account, externalId: '-100999' })
      expect(['rejected', 'reauth']).toContain(elsewhere.kind)
    })

    it('reads what the platform delivers once it is connected', async () => {
      await connect()
      await outside.inbound({ platform, account: account.externalId, from: ANA, text: 'Grüße 👋' })
      expect(delivered).toHaveLength(1)
      const updates = read(delivered[0])
      expect(updates).toMatchObject([
        {
          type: 'message',
          platform,
          externalAccountId: isPerAccount ? null : account.externalId,
          payload: { kind: 'message', from: { name: 'Ana Ruiz' }, messageType: 'text', text: 'Grüße 👋' },
        },
      ])
      const age = Date.now() - (updates[0]?.occurredAt?.getTime() ?? 0)
      expect(age).toBeGreaterThanOrEqual(0)
      expect(age).toBeLessThan(10_000)
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
      const breaking = await servers.serve((request) =>
        request.resume().on('end', () => request.socket.destroy()),
      )
      expect(await sendTo(breaking)).toMatchObject({ kind: 'unknown' })
      expect(await connect(at(breaking))).toMatchObject({ kind: 'retry' })
    })

    it.each([
      ['is cut off', true],
      ['never ends', false],
    ])('calls an answer that %s unknown', async (_what, cut) => {
      const url = await servers.serve((request, response) =>
        request.resume().on('end', () => {
          response.writeHead(200, { 'content-length': '1000' }).write('{"ok":')
          if (cut) setTimeout(() => request.socket.destroy(), 20)
        }),
      )
      expect(await sendTo(url)).toMatchObject({ kind: 'unknown' })
    })

    it('tries again what surely never left', async () => {
      const url = await nowhere()
      expect(await sendTo(url)).toMatchObject({ kind: 'retry' })
      expect(await connect(at(url))).toMatchObject({ kind: 'retry' })
    })

    it('waits as long as the platform asks', async () => {
      await fault('limited:7')
      const outcome = await send()
      expect(outcome.kind).toBe('limited')
      const waitMs = outcome.kind === 'limited' ? outcome.until.getTime() - Date.now() : 0
      expect(waitMs).toBeGreaterThan(5_000)
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

    it.each<[string, Reply]>([
      ['a page', { status: 200, body: '<html>Welcome</html>' }],
      ['nothing', { status: 200, body: '' }],
      ['another shape', { status: 200, body: { result: 'yes', messages: [] } }],
      ['a proxy’s error page', { status: 502, body: '<html>Bad gateway</html>' }],
      ['a proxy’s refusal', { status: 403, body: '<html>Forbidden</html>' }],
      [
        'more than it reads',
        { status: 200, body: JSON.stringify({ ok: true, result: 'x'.repeat(TOO_MUCH) }) },
      ],
    ])('calls a send that is answered by %s unknown, and no account connected', async (_what, answer) => {
      const url = await servers.answering(answer)
      expect(await sendTo(url)).toMatchObject({ kind: 'unknown' })
      expect(await connect(at(url))).toMatchObject({ kind: 'retry' })
    })

    it.each([301, 302, 307, 308])(
      'does not follow a redirect (%i), with the token least of all',
      async (status) => {
        const asked: string[] = []
        const there = await servers.serve((request, response) => {
          asked.push(request.url ?? '')
          response.end('{}')
        })
        const here = await servers.serve((_request, response) =>
          response.writeHead(status, { location: there }).end(),
        )
        expect(await sendTo(here)).toMatchObject({ kind: 'unknown' })
        expect(await connect(at(here))).toMatchObject({ kind: 'retry' })
        expect(asked).toEqual([])
      },
    )

    it('never lets the token into what it reports', async () => {
      const outcomes: unknown[] = []
      for (const kind of [
        'timeout-before',
        'limited:5',
        setup.revoked,
        setup.permanent,
        { status: 500, body: setup.serverErrorBody },
      ] satisfies Fault[]) {
        await fault(kind)
        outcomes.push(await send())
      }
      const url = await nowhere()
      outcomes.push(await sendTo(url), await connect(at(url)))
      for (const answer of [setup.revoked, setup.permanent]) {
        const url = await servers.answering(quoting(answer, accessToken))
        outcomes.push(await sendTo(url), await connect(at(url)))
      }
      expect(outcomes).toHaveLength(11)
      expect(JSON.stringify(outcomes)).not.toContain(accessToken)
    })

    it('takes a text of its limit, and knows that the platform refuses one more', async () => {
      const { maxLength } = connector.capabilities.text
      expect(['sent', 'accepted']).toContain((await send('x'.repeat(maxLength))).kind)
      expect((await send('x'.repeat(maxLength + 1))).kind).toBe('rejected')
      expect(await shown()).toHaveLength(1)
    })

    const { capabilities } = at('http://nowhere')
    errorContract(stage, setup.errors)
    mediaContract(stage, capabilities.media ?? [])
    conversationContract(stage, capabilities)
    setup.beyond?.(stage)
  })
}
