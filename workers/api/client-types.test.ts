import { describe, expect, it } from 'vitest'
import { clientTypes } from './client-types.ts'
import { type OpenApiDocument, type Schema, type Side, typeOf } from './schema-types.ts'

const document = (parts: Partial<OpenApiDocument>): OpenApiDocument => ({
  openapi: '3.1.0',
  info: { title: 'Test', version: '1' },
  ...parts,
})
/** Removes line breaks and indentation, which the formatter decides. */
const flat = (text: string) => text.replace(/\s+/g, ' ')
const typesOf = (parts: Partial<OpenApiDocument>) => flat(clientTypes(document(parts)))

const json = (schema: Schema) => ({ 'application/json': { schema } })
const answers = (schema: Schema) => ({ responses: { 200: { description: 'Yes', content: json(schema) } } })
const text: Schema = { type: 'string' }

describe('the type of a schema', () => {
  const side: Side = { direction: 'sent', nameOf: (ref) => ref.replace('#/components/schemas/', '') }
  const cases: [string, Schema, string][] = [
    ['a whole number is a number', { type: 'integer' }, 'number'],
    ['what may be null says so', { type: ['string', 'null'] }, 'string | null'],
    ['an enum is its words', { type: 'string', enum: ['a', "b's"] }, `"a" | "b's"`],
    ['an enum that may be null has null once', { type: ['string', 'null'], enum: ['a', null] }, '"a" | null'],
    ['an enum whose type allows null has null', { type: ['string', 'null'], enum: ['a'] }, '"a" | null'],
    ['a constant is itself', { const: 7 }, '7'],
    [
      'a list of alternatives is one list',
      { type: 'array', items: { type: ['string', 'null'] } },
      '(string | null)[]',
    ],
    ['a list of anything', { type: 'array' }, '(unknown)[]'],
    [
      'a tuple has its places',
      { type: 'array', prefixItems: [text, { type: 'boolean' }] },
      '[string, boolean]',
    ],
    ['a tuple may go on', { type: 'array', prefixItems: [text], items: text }, '[string, ...(string)[]]'],
    ['either of two', { anyOf: [text, { type: 'null' }] }, 'string | null'],
    ['one of two, doubled once', { oneOf: [text, text] }, 'string'],
    ['an unknown alternative makes all unknown', { anyOf: [text, {}] }, 'unknown'],
    [
      'both of two',
      { allOf: [{ $ref: '#/components/schemas/A' }, { anyOf: [text, { type: 'null' }] }] },
      '(A) & (string | null)',
    ],
    [
      'an object beside its union adds nothing',
      { type: 'object', oneOf: [{ $ref: '#/components/schemas/A' }] },
      'A',
    ],
    ['a map', { type: 'object', additionalProperties: { type: 'number' } }, 'Record<string, number>'],
    ['an open object', { type: 'object' }, 'Record<string, unknown>'],
    ['an object without fields', { type: 'object', properties: {} }, 'Record<string, never>'],
    [
      'an object that takes more',
      { type: 'object', properties: { a: text }, required: ['a'], additionalProperties: {} },
      '{ a: string [name: string]: unknown }',
    ],
    [
      'fields that may be left out',
      { type: 'object', properties: { a: text } },
      '{ a?: string | undefined }',
    ],
    [
      'a field whose name is no identifier',
      { type: 'object', properties: { 'a-b': text }, required: ['a-b'] },
      '{ "a-b": string }',
    ],
    ['anything', {}, 'unknown'],
    [
      'a description that would end its comment',
      { type: 'object', properties: { a: { type: 'null', description: 'x */ y\nz' } }, required: ['a'] },
      '{ /** x * / y z */ a: null }',
    ],
  ]
  it.each(cases)('%s', (_, schema, type) => {
    expect(flat(typeOf(schema, side))).toBe(type)
  })

  it('has a field with a default when received, and may leave it out when sent', () => {
    const schema: Schema = {
      type: 'object',
      properties: { zone: { type: 'string', default: 'UTC' }, raw: {} },
    }
    expect(flat(typeOf(schema, side))).toBe('{ zone?: string | undefined raw?: unknown | undefined }')
    expect(flat(typeOf(schema, { ...side, direction: 'received' }))).toBe('{ zone: string raw: unknown }')
  })
})

describe('a route', () => {
  const id = { name: 'id', in: 'path' as const, required: true, schema: text }
  const limit = { name: 'limit', in: 'query' as const, schema: { type: 'integer' as const } }

  it('says what it takes and answers, under its summary', () => {
    const post = {
      summary: 'Rename it',
      parameters: [id, limit],
      requestBody: {
        required: true,
        content: json({ type: 'object', properties: { name: text }, required: ['name'] }),
      },
      ...answers(text),
    }
    expect(typesOf({ paths: { '/v1/things/{id}': { post } } })).toContain(
      'export interface Routes { /** Rename it */ "POST /v1/things/{id}": { params: { id: string } query?: { limit?: number | undefined } body: { name: string } answer: string } }',
    )
  })
  it('shares the parameters of its path', () => {
    expect(typesOf({ paths: { '/v1/things/{id}': { parameters: [id], get: answers(text) } } })).toContain(
      '"GET /v1/things/{id}": { params: { id: string } answer: string }',
    )
  })
  it('that answers nothing answers undefined', () => {
    const responses = { 204: { description: 'Done' }, 404: { description: 'No', content: json(text) } }
    expect(typesOf({ paths: { '/v1/things': { delete: { responses } } } })).toContain(
      '"DELETE /v1/things": { answer: undefined }',
    )
  })
  it('takes a form where the document says so', () => {
    const content = { ...json(text), 'multipart/form-data': { schema: { type: 'object' as const } } }
    const post = { requestBody: { content }, ...answers(text) }
    expect(typesOf({ paths: { '/v1/files': { post } } })).toContain('body?: string | FormData')
  })
  it('that answers a file is no call', () => {
    const responses = { 200: { description: 'A table', content: { 'text/csv': { schema: text } } } }
    expect(typesOf({ paths: { '/v1/export': { get: { responses } } } })).toContain(
      'export interface Routes { }',
    )
  })
})

describe('a component', () => {
  const node: Schema = {
    type: 'object',
    description: 'A node.',
    properties: { next: { $ref: '#/components/schemas/tree-node' }, depth: { type: 'integer', default: 0 } },
  }
  const schemas = { 'tree-node': node, unused: text }
  const ref: Schema = { $ref: '#/components/schemas/tree-node' }

  it('is named once, refers to itself, and is left out when nobody refers to it', () => {
    const types = typesOf({ components: { schemas }, paths: { '/v1/tree': { get: answers(ref) } } })
    expect(types).toContain('"GET /v1/tree": { answer: TreeNode }')
    expect(types).toContain(
      '/** A node. */ export type TreeNode = { next?: TreeNode | undefined depth: number }',
    )
    expect(types.match(/export type/g)).toHaveLength(1)
  })
  it('that is sent has a type of its own', () => {
    const post = { requestBody: { required: true, content: json(ref) }, ...answers(ref) }
    const types = typesOf({ components: { schemas }, paths: { '/v1/tree': { post } } })
    expect(types).toContain('body: TreeNodeInput answer: TreeNode')
    expect(types).toContain(
      'export type TreeNodeInput = { next?: TreeNodeInput | undefined depth?: number | undefined }',
    )
  })
  it.each(['#/components/schemas/missing', '#/components/responses/A', 'https://elsewhere.example/a.json'])(
    'that the document does not have is refused: %s',
    ($ref) => {
      expect(() => typesOf({ paths: { '/v1/a': { get: answers({ $ref }) } } })).toThrow($ref)
    },
  )
})
