import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dohResolver, type Resolve } from './resolver.ts'

let answer: (query: URLSearchParams, ...rest: Parameters<RequestListener>) => void
const server = createServer((request, response) =>
  answer(new URL(request.url ?? '', 'http://resolver').searchParams, request, response),
)
let resolve: Resolve
let url: string
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dns-query`
  resolve = dohResolver({ url, deadlineMs: 2_000 })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('the resolver', () => {
  it('asks for both kinds of address, and takes those at the end of an alias', async () => {
    const questions: unknown[] = []
    answer = (query, request, response) => {
      questions.push([query.get('name'), query.get('type'), request.headers.accept])
      const alias = { name: 'a.example.com', type: 5, data: 'b.example.com.' }
      const record =
        query.get('type') === 'A'
          ? { name: 'b.example.com', type: 1, TTL: 60, data: '93.184.215.14' }
          : { name: 'b.example.com', type: 28, TTL: 60, data: '2606:2800:21f::1' }
      response.end(JSON.stringify({ Status: 0, TC: false, Answer: [alias, record] }))
    }
    expect(await resolve('a.example.com')).toEqual(['93.184.215.14', '2606:2800:21f::1'])
    expect(questions.toSorted()).toEqual([
      ['a.example.com', 'A', 'application/dns-json'],
      ['a.example.com', 'AAAA', 'application/dns-json'],
    ])
  })

  it('sends a name as one name, whatever signs it holds', async () => {
    const names: unknown[] = []
    answer = (query, _, response) => {
      names.push(query.getAll('name'))
      response.end('{"Status":3}')
    }
    await resolve('a&type=TXT.example.com')
    expect(names).toEqual([['a&type=TXT.example.com'], ['a&type=TXT.example.com']])
  })

  it('knows no address of a name that does not exist, or that has none', async () => {
    answer = (_query, _request, response) => response.end('{"Status":3}')
    expect(await resolve('no.example.com')).toEqual([])
    answer = (_query, _request, response) => response.end('{"Status":0}')
    expect(await resolve('mail-only.example.com')).toEqual([])
  })

  it('does not take one half of the addresses for the whole', async () => {
    answer = (query, _, response) =>
      response.end(
        query.get('type') === 'A'
          ? '{"Status":0,"Answer":[{"type":1,"data":"93.184.215.14"}]}'
          : '{"Status":2}',
      )
    await expect(resolve('half.example.com')).rejects.toMatchObject({ kind: 'unresolvable' })
  })

  it('tells a name whose servers are broken from a resolver that is', async () => {
    answer = (_query, _request, response) => response.end('{"Status":2}')
    await expect(resolve('example.com')).rejects.toMatchObject({ kind: 'unresolvable' })
    const broken: RequestListener[] = [
      (_, response) => response.writeHead(503).end('{"Status":0}'),
      (_, response) => response.writeHead(302, { location: url }).end(),
      (_, response) => response.end('<html>'),
      (_, response) => response.end('{"Answer":[]}'),
      (_, response) => response.destroy(),
    ]
    for (const breaks of broken) {
      answer = (_, request, response) => breaks(request, response)
      await expect(resolve('example.com')).rejects.toMatchObject({ kind: 'resolver_down' })
    }
  })

  it('waits no longer than its deadline, or than its caller', async () => {
    answer = () => undefined
    const brief = dohResolver({ url, deadlineMs: 50 })
    await expect(brief('example.com')).rejects.toMatchObject({ kind: 'resolver_down' })
    await expect(resolve('example.com', AbortSignal.timeout(50))).rejects.toMatchObject({
      kind: 'resolver_down',
    })
  })
})
