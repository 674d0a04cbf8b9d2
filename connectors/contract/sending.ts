import { describe, expect, it } from 'vitest'
import { newId } from '#core/lib/kernel/ids.ts'
import type { Connector, ContentRules, StoredMedium } from '#core/lib/platform/connector.ts'
import type { Fault } from '#local/emulator-control.ts'
import { type ErrorRow, errorContract } from './errors.ts'
import { nowhere, quoting, type Reply } from './servers.ts'
import { OURS, type Sending, type Stage, sendAs } from './stage.ts'

/** A size beyond the limit of `platformHttp`. */
const TOO_MUCH = 5 * 1024 * 1024

export interface SendingSetup {
  /** The platform's answers to a revoked token and to a request that it refuses for good. */
  revoked: Reply
  permanent: Reply
  /** The outcome of a send that meets a server error in the platform's own form, by its contract. */
  serverError: 'unknown' | 'retry'
  serverErrorBody: unknown
  /** Returns when calls are taken again, on a platform whose refusal does not say so; without it, after the time that the refusal names. */
  takesAgain?(now: Date): Date
  /**
   * Takes in what a post of this text needs ahead, on a platform where no post stands without a file; returns its handle, with the files where
   * it publishes with them.
   */
  takesIn?(stage: Stage, text: string): Promise<string | { handle: string; files: readonly StoredMedium[] }>
  /** Recognizes the call that sends among others; by default it holds the text of what is sent. */
  marks?: string
  /** Every error in its contract's table. */
  errors: readonly ErrorRow[]
}

/** Runs the tests that every part that sends must pass, for messages and posts alike. */
export function sendingContract(stage: Stage, part: Sending, rules: ContentRules, setup: SendingSetup): void {
  const { shown } = stage
  const { marks = 'Hello', takesIn } = setup
  const sendBy = async (connector: Connector, text = 'Hello', id = OURS) => {
    const taken = await takesIn?.(stage, text)
    const given = typeof taken === 'string' ? { handle: taken } : taken
    return sendAs(part, connector, stage.account, { text }, { ...given, id })
  }
  const send = (text?: string, id?: string) => sendBy(stage.connector(), text, id)
  const sendTo = (url: string) => sendBy(stage.at(url))
  const fault = (kind: Fault) => stage.fault(kind, marks)

  describe(`what it sends as ${part}`, () => {
    it('shows what it sent once, under the id that it reports', async () => {
      const outcome = await send()
      expect(['sent', 'accepted']).toContain(outcome.kind)
      const all = await shown()
      expect(all.map(({ text }) => text)).toEqual(['Hello'])
      expect('id' in outcome && outcome.id.endsWith(all[0]?.id ?? '-')).toBe(true)
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
      const breaking = await stage.servers.serve((request) =>
        request.resume().on('end', () => request.socket.destroy()),
      )
      expect(await sendTo(breaking)).toMatchObject({ kind: 'unknown' })
      expect(await stage.connect(stage.at(breaking))).toMatchObject({ kind: 'retry' })
    })

    it.each([
      ['is cut off', true],
      ['never ends', false],
    ])('calls an answer that %s unknown', async (_what, cut) => {
      const url = await stage.servers.serve((request, response) =>
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
      expect(await stage.connect(stage.at(url))).toMatchObject({ kind: 'retry' })
    })

    it('waits as long as the platform asks', async () => {
      await fault('limited:7')
      const outcome = await send()
      expect(outcome.kind).toBe('limited')
      const until = outcome.kind === 'limited' ? outcome.until.getTime() : 0
      const waitMs = setup.takesAgain
        ? until - setup.takesAgain(new Date()).getTime() + 7_000
        : until - Date.now()
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
      const url = await stage.servers.answering(answer)
      expect(await sendTo(url)).toMatchObject({ kind: 'unknown' })
      expect(await stage.connect(stage.at(url))).toMatchObject({ kind: 'retry' })
    })

    it.each([301, 302, 307, 308])(
      'does not follow a redirect (%i), with the token least of all',
      async (status) => {
        const asked: string[] = []
        const there = await stage.servers.serve((request, response) => {
          asked.push(request.url ?? '')
          response.end('{}')
        })
        const here = await stage.servers.serve((_request, response) =>
          response.writeHead(status, { location: there }).end(),
        )
        expect(await sendTo(here)).toMatchObject({ kind: 'unknown' })
        expect(await stage.connect(stage.at(here))).toMatchObject({ kind: 'retry' })
        expect(asked).toEqual([])
      },
    )

    it('never lets a secret into what it reports', async () => {
      const { accessToken = '' } = stage.account.credentials
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
      outcomes.push(await sendTo(url), await stage.connect(stage.at(url)))
      for (const answer of [setup.revoked, setup.permanent]) {
        const quotes = await stage.servers.answering(quoting(answer, accessToken))
        const tells = await stage.servers.answering(quoting(answer, stage.secret))
        outcomes.push(await sendTo(quotes), await stage.connect(stage.at(tells)))
      }
      expect(outcomes).toHaveLength(11)
      for (const secret of [accessToken, stage.secret]) expect(JSON.stringify(outcomes)).not.toContain(secret)
    })

    it('takes a text of its limit, and knows that the platform refuses one more', async () => {
      const { maxLength } = rules.text
      expect(['sent', 'accepted']).toContain((await send('x'.repeat(maxLength))).kind)
      expect((await send('x'.repeat(maxLength + 1), newId())).kind).toBe('rejected')
      expect(await shown()).toHaveLength(1)
    })

    errorContract(stage, send, { marks, rows: setup.errors })
  })
}
