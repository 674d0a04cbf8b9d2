import { createServer } from 'node:http'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ConnectedAccountRef, Connector } from '#core/lib/platform/connector.ts'
import { control } from '#local/emulator-control.ts'
import type { EmulatorModule } from '#local/emulators/emulator.ts'
import { platformEmulators } from '#local/emulators/registry.ts'
import { startEmulators } from '#local/emulators/server.ts'
import { actionsContract } from './contract/actions.ts'
import { type Commenting, commentsContract } from './contract/comments.ts'
import { conversationContract, type Telling } from './contract/conversation.ts'
import { type Listening, listenContract } from './contract/listen.ts'
import { mediaContract } from './contract/media.ts'
import { type SendingSetup, sendingContract } from './contract/sending.ts'
import { close, listen, Servers } from './contract/servers.ts'
import { ANA, type Shown, type Stage, sendAs } from './contract/stage.ts'
import { type PlatformFolder, wired } from './folder.ts'
import { platforms } from './registry.ts'
import { split } from './sources.ts'

const DEADLINE_MS = 2_000
export interface ContractSetup extends SendingSetup {
  folder: PlatformFolder
  /** The emulator of a platform that is not in the registry. */
  emulator?: EmulatorModule
  /** Things that contacts do there besides writing a text, and accounts besides sending one. */
  tells: readonly Telling[]
  /** As a person gives it. */
  account: ConnectedAccountRef
  /** The key of the credentials that is the account's secret; default `accessToken`. */
  secret?: string
  /** How comments are made there, where the connector reads them. */
  commenting?: Commenting
  /** How public posts are made there, where the connector listens. */
  listening?: Listening
  /** Runs the tests of behaviour that only this platform has. */
  beyond?(stage: Stage): void
}

/** Runs the tests that every connector must pass, against its emulator over real HTTP. */
export function connectorContract(name: string, setup: ContractSetup): void {
  describe(`the ${name} connector`, () => {
    const { account: given, folder, secret: key = 'accessToken' } = setup
    const platform = folder.manifest.id
    const secret = given.credentials[key] ?? ''
    let account = given
    const known = setup.emulator ? [folder] : platforms
    const isPerAccount = folder.source?.perAccount ?? false
    /** Reads a delivery as the consumer does. */
    const read = (body: unknown) =>
      split(folder.source?.name ?? '', body, isPerAccount ? 'ours' : null, known)
    const servers = new Servers()
    const delivered: unknown[] = []
    let webhook: { url: string; secret: string }
    let stopWebhook: () => Promise<void>
    let emulators: Awaited<ReturnType<typeof startEmulators>>
    let outside: ReturnType<typeof control>
    let connector: Connector
    let apiUrl: string

    // Emulators take the name of a secret for the secret.
    const settings = Object.fromEntries(folder.manifest.vars.secrets.map(({ key }) => [key, key]))
    const at = (apiUrl: string) =>
      wired(folder, { apiUrl, deadlineMs: DEADLINE_MS, now: () => new Date(), settings })
    const connect = (through = connector, as = given) => through.connect(as, webhook)
    const register = () =>
      outside.addAccount({ platform, externalId: given.externalId, name: 'Contract', token: secret })
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
      url: () => apiUrl,
      at,
      connect,
      servers,
      given,
      secret,
      get account() {
        return account
      },
      contact: ANA,
      message: async (content) => sendAs('messages', connector, account, content),
      shown: async () => (await ask('GET', `/sent?platform=${platform}`)) as Shown[],
      calls: () => outside.calls(platform),
      fault: (planned, match = '') => outside.fault({ platform, match, times: 1, fault: planned }),
      async does(what) {
        await connect()
        const before = delivered.length
        await ask('POST', '/inbound', { platform, account: given.externalId, from: ANA, ...what })
        const updates = delivered.slice(before).flatMap(read)
        // Receipts of earlier messages may arrive at any time.
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
        also: setup.emulator ? [setup.emulator] : [],
      })
      outside = control(emulators.url)
      apiUrl = emulators.url + (setup.emulator ?? (await platformEmulators()).get(platform))?.prefix
      connector = at(apiUrl)
      await register()
      const answer = await connect()
      if (answer.kind !== 'connected') throw new Error(`Not connected: ${JSON.stringify(answer)}`)
      account = { ...given, credentials: answer.credentials ?? given.credentials }
    })
    beforeEach(async () => {
      await outside.reset()
      await register()
      delivered.length = 0
    })
    afterEach(() => servers.close())
    afterAll(async () => {
      await emulators?.stop()
      await stopWebhook?.()
    })

    it('connects an account that the platform confirms, and refuses a wrong token and an unknown account', async () => {
      expect(await connect()).toMatchObject({ kind: 'connected' })
      const wrong = { ...given, credentials: { [key]: `${secret}x` } }
      expect(await connect(connector, wrong)).toMatchObject({ kind: 'reauth' })
      const elsewhere = await connect(connector, { ...given, externalId: '-100999' })
      expect(['rejected', 'reauth']).toContain(elsewhere.kind)
    })

    if (folder.source)
      it('reads what the platform delivers once it is connected', async () => {
        await connect()
        await outside.inbound({ platform, account: given.externalId, from: ANA, text: 'Grüße 👋' })
        expect(delivered).toHaveLength(1)
        const updates = read(delivered[0])
        expect(updates).toMatchObject([
          {
            type: 'message',
            platform,
            externalAccountId: isPerAccount ? null : given.externalId,
            payload: { kind: 'message', from: { name: 'Ana Ruiz' }, messageType: 'text', text: 'Grüße 👋' },
          },
        ])
        const age = Date.now() - (updates[0]?.occurredAt?.getTime() ?? 0)
        expect(age).toBeGreaterThanOrEqual(0)
        expect(age).toBeLessThan(10_000)
      })

    const { messages, posts, comments, actions, listen: listening } = at('http://nowhere')
    if (messages) {
      sendingContract(stage, 'messages', messages.rules, setup)
      mediaContract(stage, messages)
      conversationContract(stage, setup.tells)
    }
    if (posts) sendingContract(stage, 'posts', posts.rules, setup)
    if (comments) {
      const { commenting } = setup
      if (!commenting) throw new Error(`Say how people comment on ${name}.`)
      commentsContract(stage, comments, commenting, setup)
    }
    if (actions) {
      const { commenting } = setup
      if (!commenting) throw new Error(`Say how people comment on ${name}.`)
      actionsContract(stage, actions, commenting, setup)
    }
    if (listening) {
      if (!setup.listening) throw new Error(`Say how people write posts on ${name}.`)
      listenContract(stage, listening, setup.listening, setup)
    }
    setup.beyond?.(stage)
  })
}
