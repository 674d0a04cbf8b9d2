import { describe, expect, it } from 'vitest'
import type { Chat, ChatTurn, Listener, ToolOffer } from '#core/lib/kernel/ai.ts'
import { failed, type ModelContract, stage } from './contract-stage.ts'
import { withFallback } from './fallback.ts'

const SEARCH: ToolOffer = {
  name: 'search_bank',
  description: 'Finds captured posts.',
  input: { type: 'object', properties: { query: { type: 'string' } } },
  reads: true,
}
const chatOf = (turns: readonly ChatTurn[], tools: readonly ToolOffer[] = [SEARCH]): Chat => ({
  name: 'assistant.chat',
  credits: 1,
  language: 'en',
  facts: { now: '2027-01-01T00:00:00Z' },
  turns,
  tools,
})
const QUESTION: ChatTurn = { role: 'user', text: 'Search the bank for posts about pricing' }
const RESULT = JSON.stringify({ sources: [{ n: 1, title: 'We raised our prices' }], result: {} })
const events = { 'content-type': 'text/event-stream' }

/** Runs the tests of chats that every provider of language models must pass. `streams` writes the provider's events that say a text. */
export function chatContract(name: string, setup: ModelContract & { streams(text: string): string[] }): void {
  describe(`the ${name} provider in a chat`, () => {
    const { at, provider, calls, serve, fault, answering } = stage(setup)
    const until = () => AbortSignal.timeout(20_000)
    function ears() {
      const left = new AbortController()
      const heard: string[] = []
      const listener: Listener = { signal: left.signal, text: (delta) => void heard.push(delta) }
      return { listener, heard, leave: () => left.abort() }
    }

    it('calls a tool, is told its result as data, and answers in pieces that make up its text', async () => {
      const first = await provider().converse(chatOf([QUESTION]), ears().listener, until())
      expect(first.output.calls).toMatchObject([{ name: 'search_bank', input: { query: 'pricing' } }])
      const { text, calls: asked, raw } = first.output
      const told: ChatTurn[] = [
        QUESTION,
        { role: 'assistant', text, calls: asked, raw },
        {
          role: 'tools',
          results: asked.map(({ id }) => ({ id, name: 'search_bank', text: RESULT, isError: false })),
        },
      ]
      const { listener, heard } = ears()
      const second = await provider().converse(chatOf(told), listener, until())
      expect(second.output).toMatchObject({ calls: [], stopped: false })
      expect(second.output.text).toContain('We raised our prices [1]')
      expect(heard.length).toBeGreaterThan(1)
      expect(heard.join('')).toBe(second.output.text)
      expect(second).toMatchObject({ model: provider().generationModel, prompt: 'assistant.chat@1' })
      expect(second.usage.costMicros).toBeGreaterThan(0)
      const [, body] = (await calls()).map((call) => JSON.stringify(call.body))
      expect(body).toContain('<tool_result>')
    })

    it('goes on with an answer of another model by its words and calls alone', async () => {
      const other = { model: 'another/model', blocks: [{ type: 'secret' }] }
      const call = { id: 'call-1', name: 'search_bank', input: {} }
      const { output } = await provider().converse(
        chatOf([
          QUESTION,
          { role: 'assistant', text: '', calls: [call], raw: other },
          { role: 'tools', results: [{ id: 'call-1', name: 'search_bank', text: RESULT, isError: false }] },
        ]),
        ears().listener,
        until(),
      )
      expect(output.text).toContain('We raised our prices [1]')
      expect(JSON.stringify((await calls())[0]?.body)).not.toContain('secret')
    })

    it('keeps what was heard when the listener leaves, and its cost', async () => {
      const { listener, heard, leave } = ears()
      const url = await serve((request, response) =>
        request.resume().on('end', () => {
          response.writeHead(200, events)
          for (const event of setup.streams('The beginning')) response.write(event)
        }),
      )
      const made = await at(url).converse(
        chatOf([QUESTION]),
        {
          signal: listener.signal,
          text(delta) {
            listener.text(delta)
            leave()
          },
        },
        until(),
      )
      expect(made.output).toMatchObject({ text: heard.join(''), stopped: true, calls: [] })
      expect(heard.join('')).toBe('The beginning')
      expect(made.usage.costMicros).toBeGreaterThan(0)
    })

    it('reads events that are cut anywhere, in the middle of a character too', async () => {
      const bytes = Buffer.from(setup.streams('Déjà vu').join(''))
      const url = await serve((request, response) =>
        request.resume().on('end', async () => {
          response.writeHead(200, events)
          for (const byte of bytes) response.write(Buffer.from([byte]))
          response.end()
        }),
      )
      const { listener, heard } = ears()
      const failure = await failed(at(url).converse(chatOf([QUESTION]), listener, until()))
      expect(heard.join('')).toBe('Déjà vu')
      expect(failure).toMatchObject({
        kind: 'unavailable',
        message: expect.stringContaining('before it was complete'),
      })
    })

    it('that broke off after words were heard asks nobody else; before, the next', async () => {
      const cut = await answering(200, setup.streams('Half').join(''), events)
      const asked: string[] = []
      const next = {
        ...provider(),
        name: 'offline' as const,
        local: true,
        embeddings: { model: 'x', embed: () => Promise.reject(new Error('Nobody asked for vectors.')) },
        converse: async () => {
          asked.push('next')
          return {
            output: { text: 'Whole', calls: [], raw: null, stopped: false },
            model: 'next',
            prompt: null,
            usage: { inputTokens: 0, outputTokens: 0, costMicros: 0 },
          }
        },
      }
      const ports = {
        deadlineMs: 20_000,
        tryMs: 2000,
        now: () => new Date(),
        sleep: async () => undefined,
        random: () => 0,
      }
      const { listener, heard } = ears()
      await expect(
        withFallback([at(cut), next], ports).converse(chatOf([QUESTION]), listener),
      ).rejects.toThrow('complete')
      expect([heard.join(''), asked]).toEqual(['Half', []])
      await fault({ status: 400, body: setup.error('No') }, 9)
      const { output } = await withFallback([provider(), next], ports).converse(
        chatOf([QUESTION]),
        ears().listener,
      )
      expect([output.text, asked]).toEqual(['Whole', ['next']])
    })
  })
}
