import { describe, expect, it } from 'vitest'
import { respondTask } from '#core/inbox/schemas.ts'
import { failed, INPUT, KEY, type ModelContract, stage } from './contract-stage.ts'
import type { FailureKind } from './failure.ts'
import { withFallback } from './fallback.ts'
import { promptOf } from './prompts/registry.ts'

const ANSWER = { decision: 'escalate', confidence: 0.9, reason: 'Asked.', reply: null, passageIds: [] }
/** A size beyond the limit of an answer. */
const TOO_MUCH = 9 * 1024 * 1024
const json = { 'content-type': 'application/json' }

/** Runs the tests that every provider of language models must pass, against its emulator over real HTTP. */
export function modelContract(name: string, setup: ModelContract): void {
  describe(`the ${name} provider`, () => {
    const { at, provider, generate, outside, fault, calls, only, serve, answering } = stage(setup)

    it('does a task in its form, and says by which model and prompt and at what cost', async () => {
      const { output, model, prompt, usage } = await generate()
      expect(output).toMatchObject({
        decision: 'respond',
        reply: 'We have free wifi; the password is on your receipt.',
      })
      expect(model).toBe(provider().generationModel)
      expect(prompt).toBe('inbox.respond@2')
      expect(usage.inputTokens).toBeGreaterThan(300)
      expect(usage.outputTokens).toBeGreaterThan(10)
      expect(usage.costMicros).toBeGreaterThan(usage.inputTokens)
      expect(await calls()).toMatchObject([{ status: 200 }])
    })

    it('sends what a contact wrote as data only, and no parameter that the model refuses', async () => {
      await generate()
      const [call] = await calls()
      const { input, messages, ...rest } = call?.body ?? {}
      expect(input ?? messages).toEqual([
        { role: 'user', content: promptOf(respondTask)?.render(INPUT).user },
      ])
      expect(JSON.stringify(rest)).not.toContain('wifi')
      expect(Object.keys(rest).filter((name) => /temperature|top_/.test(name))).toEqual([])
    })

    it.each<[number, FailureKind]>([
      [400, 'rejected'],
      [401, 'unauthorized'],
      [402, 'exhausted'],
      [403, 'unauthorized'],
      [404, 'unknown_model'],
      [408, 'timeout'],
      [409, 'unavailable'],
      [413, 'rejected'],
      [422, 'rejected'],
      [429, 'limited'],
      [500, 'unavailable'],
      [503, 'unavailable'],
      [504, 'timeout'],
      [529, 'unavailable'],
    ])('calls a status of %i %s, after one request', async (status, kind) => {
      await fault({ status, body: setup.error('Words of the API') }, 9)
      const failure = await failed(generate())
      expect(failure.kind).toBe(kind)
      expect(failure.message).toContain('Words of the API')
      expect(await calls()).toHaveLength(1)
    })

    it('is refused with a key that the API does not know', async () => {
      await using _only = await only('another')
      expect((await failed(generate())).kind).toBe('unauthorized')
    })

    it('is told by the emulator that it is too fast', async () => {
      await fault('limited:7')
      expect(await failed(generate())).toMatchObject({ kind: 'limited', retryAfterMs: 7000 })
    })

    it.each([
      [{ 'retry-after': '7' }, 7000],
      [{ 'retry-after-ms': '250', 'retry-after': '1' }, 250],
      [{ 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }, null],
      [{}, null],
    ])('reads of %j how long to wait', async (headers, expected) => {
      const url = await answering(429, JSON.stringify(setup.error('Slow down')), { ...json, ...headers })
      expect(await failed(generate(at(url)))).toMatchObject({ kind: 'limited', retryAfterMs: expected })
    })

    it.each(['timeout-before', 'timeout-after'] as const)(
      'gives up on a %s at its deadline',
      async (kind) => {
        await fault(kind)
        const began = performance.now()
        expect((await failed(generate(provider(), 200))).kind).toBe('timeout')
        expect(performance.now() - began).toBeLessThan(20_000)
      },
    )

    it('gives up at its deadline on an answer that begins and never ends', async () => {
      const url = await serve((request, response) =>
        request.resume().on('end', () => response.writeHead(200, json).write('{"id":')),
      )
      expect((await failed(generate(at(url), 300))).kind).toBe('timeout')
    })

    it('never reads an answer that was cut off, and does not ask for it again', async () => {
      await fault({ status: 200, body: setup.cut(JSON.stringify(ANSWER)) })
      const failure = await failed(generate())
      expect(failure.kind).toBe('truncated')
      expect(failure.usage.costMicros).toBeGreaterThan(0)
      expect(await calls()).toHaveLength(1)
    })

    it('takes a model’s no for an answer, and knows its price', async () => {
      await fault({ status: 200, body: setup.declines })
      const failure = await failed(generate())
      expect(failure.kind).toBe('refused')
      expect(failure.usage.costMicros).toBeGreaterThan(0)
      expect(await calls()).toHaveLength(1)
    })

    const wrong: [string, string][] = [
      ['cut JSON', '{"decision":"esc'],
      ['nothing', ''],
      ['no JSON', 'I would escalate this.'],
      ['a field that is missing', JSON.stringify({ ...ANSWER, reason: undefined })],
      ['a number out of its range', JSON.stringify({ ...ANSWER, confidence: 7 })],
    ]
    it.each(wrong)('has %s repaired once', async (_what, text) => {
      const { usage: once } = await generate()
      await outside().reset()
      await fault({ status: 200, body: setup.says(text) })
      const { output, usage } = await generate()
      expect(output.decision).toBe('respond')
      expect(usage.inputTokens).toBeGreaterThan(once.inputTokens)
      const [, repair] = await calls()
      const [, answer, request] = repair?.body.input ?? repair?.body.messages ?? []
      expect(answer).toEqual({ role: 'assistant', content: text || '(no text)' })
      expect(request?.content).toContain('not of the form asked for')
    })

    it.each(wrong)('fails on %s that comes twice, with the price of both', async (_what, text) => {
      await fault({ status: 200, body: setup.says(text) }, 9)
      const failure = await failed(generate())
      expect(failure.kind).toBe('malformed')
      expect(failure.usage.inputTokens).toBe(200)
      expect(await calls()).toHaveLength(2)
    })

    it('knows what an answer of a wrong form cost when the question after it fails', async () => {
      await fault({ status: 200, body: setup.says('') })
      await fault({ status: 500, body: setup.error('Broken') })
      expect(await failed(generate())).toMatchObject({ kind: 'unavailable', usage: { inputTokens: 100 } })
    })

    it('succeeds after server errors, and after an answer that was lost', async () => {
      const waits: number[] = []
      const ai = withFallback([{ ...provider(), embeddings: { model: 'x', embed: neverAsked } }], {
        deadlineMs: 20_000,
        tryMs: 2_000,
        now: () => new Date(),
        sleep: async (ms) => void waits.push(ms),
        random: () => 1,
      })
      await fault({ status: 503, body: setup.error('Overloaded') })
      await fault('timeout-after')
      const { output } = await ai.generate(respondTask, INPUT)
      expect(output.decision).toBe('respond')
      expect(waits).toEqual([500, 1000])
      expect((await calls()).map(({ status }) => status)).toEqual([503, null, 200])
    })

    const answer = setup.says(JSON.stringify(ANSWER)) as object
    it.each<[string, number, string, Record<string, string>]>([
      ['a page', 200, '<html>Welcome</html>', { 'content-type': 'text/html' }],
      ['nothing', 200, '', {}],
      ['broken JSON', 200, '{"id":', json],
      ['another shape', 200, '{"choices":[]}', json],
      ['more than it reads', 200, JSON.stringify({ ...answer, padding: 'x'.repeat(TOO_MUCH) }), json],
      ['a proxy’s error page', 502, '<html>Bad gateway</html>', { 'content-type': 'text/html' }],
    ])('calls %s for an answer unavailable', async (_what, status, body, headers) => {
      const url = await answering(status, body, headers)
      expect((await failed(generate(at(url)))).kind).toBe('unavailable')
    })

    it('calls a connection that breaks, and one that never was, unavailable', async () => {
      const url = await serve((request) => request.resume().on('end', () => request.socket.destroy()))
      expect((await failed(generate(at(url)))).kind).toBe('unavailable')
      expect((await failed(generate(at('http://127.0.0.1:9')))).kind).toBe('unavailable')
    })

    it.each([301, 302, 307, 308])(
      'does not follow a redirect (%i), with the key least of all',
      async (status) => {
        const asked: string[] = []
        const there = await serve((request, response) => {
          asked.push(request.url ?? '')
          response.end('{}')
        })
        const here = await answering(status, '', { location: there })
        expect((await failed(generate(at(here)))).kind).toBe('rejected')
        expect(asked).toEqual([])
      },
    )

    it('never lets the key into what it reports', async () => {
      const quoting = await answering(401, JSON.stringify(setup.error(`Incorrect key: ${KEY}.`)), json)
      const failure = await failed(generate(at(quoting)))
      expect(failure.message).toContain('Incorrect key')
      expect(`${failure.message} ${failure.stack} ${JSON.stringify(failure)}`).not.toContain(KEY)
    })
  })
}

const neverAsked = () => Promise.reject(new Error('Nobody asked for vectors.'))
