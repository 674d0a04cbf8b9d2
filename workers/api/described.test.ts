import { describe, expect, it } from 'vitest'
import { checked } from '#core/lib/kernel/field-errors.ts'
import { app } from './app.ts'
import { documentOf } from './document.ts'
import { endpoints } from './endpoints.ts'
import { EXAMPLES } from './examples.ts'

const nameOf = ({ method, path }: { method: string; path: string }) => `${method.toUpperCase()} ${path}`
const { paths = {}, components } = documentOf(app)
const operations = Object.entries(paths).flatMap(([path, item]) =>
  (['get', 'post', 'put', 'patch', 'delete'] as const).flatMap((method) => {
    const operation = item[method]
    return operation ? [{ name: nameOf({ method, path }), operation }] : []
  }),
)

describe('the OpenAPI document', () => {
  const taking = endpoints.filter(({ body }) => body !== undefined)

  it('shows a body for every route that takes one, and for no other', () => {
    expect(Object.keys(EXAMPLES).toSorted()).toEqual(taking.map(nameOf).toSorted())
  })
  it.each(taking.map((endpoint) => [nameOf(endpoint), endpoint] as const))(
    'shows for %s what it would take',
    (name, { body }) => {
      expect(body && checked(body, EXAMPLES[name])).toHaveProperty('data')
    },
  )

  it('says of every route that it may be limited or broken, and tells each problem by an example', () => {
    expect(operations.length).toBeGreaterThan(80)
    for (const { name, operation } of operations)
      expect([name, Object.keys(operation.responses ?? {})]).toEqual([
        name,
        expect.arrayContaining(['404', '422', '429', '500', '503']),
      ])
    expect(components?.responses).toMatchObject({
      Invalid: {
        content: { 'application/problem+json': { example: { detail: 'accountIds is required.' } } },
      },
      Limited: { headers: { 'retry-after': {}, ratelimit: {} } },
    })
  })

  it('gives every route a name of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(ids.filter((id) => id === undefined || !/^[a-z][A-Za-z0-9]+$/.test(id))).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain('getAccountsByIdLimits')
  })

  it('lets null be where a field may be null, and never makes a name stand for null', () => {
    const written = JSON.stringify([paths, components])
    expect(written).not.toMatch(/"allOf":\[\{"\$ref":"[^"]+"\},\{"type":\["[a-z]+","null"\]\}\]/)
    const nullable = Object.entries(components?.schemas ?? {}).filter(
      ([, schema]) => 'type' in schema && [schema.type].flat().includes('null'),
    )
    expect(nullable.map(([name]) => name)).toEqual([])
  })

  it('names the files that a route takes in place of JSON', () => {
    const forms = operations.filter(
      ({ operation: { requestBody } }) =>
        requestBody && 'content' in requestBody && 'multipart/form-data' in requestBody.content,
    )
    expect(forms.map(({ name }) => name).toSorted()).toEqual([
      'POST /v1/bank/import',
      'POST /v1/knowledge/documents',
      'POST /v1/knowledge/documents/{id}/replace',
      'POST /v1/knowledge/faqs/import',
      'POST /v1/media',
      'POST /v1/projects/{id}/import',
      'POST /v1/scheduled-posts/import',
    ])
  })
})
