import { OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Api } from './api.ts'

const HEAD = {
  openapi: '3.1.0',
  info: {
    title: 'Chorus',
    version: '1',
    description: 'Listen, write, publish and answer on social channels. How to begin stands at /docs.',
  },
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

type Document = ReturnType<OpenApiGeneratorV31['generateDocument']>

/** Returns the OpenAPI document of all routes, each with a name for generated clients. */
export function documentOf(app: OpenAPIHono<Api>): Document {
  // Names (`.meta({ id })`) come before routes: the first use of a name decides what zod-to-openapi 9.1.0 writes for it, and that
  // may be one which allows null (findings/zod-to-openapi-nullable-name.sh).
  const named = [...z.globalRegistry._idmap.values()].map((schema) => ({
    type: 'schema' as const,
    schema: schema as z.ZodType,
  }))
  const generator = new OpenApiGeneratorV31([...named, ...app.openAPIRegistry.definitions])
  const document = generator.generateDocument(HEAD)
  for (const [path, item] of Object.entries(document.paths ?? {}))
    for (const method of METHODS) {
      const operation = item[method]
      if (operation) operation.operationId = operationIdOf(method, path)
    }
  mendNullable(document)
  return document
}

/**
 * Names a route for generated clients, after its method and path: `GET /v1/accounts/{id}/limits` is `getAccountsByIdLimits`.
 * Two routes never share a name, since each part of the path is in it.
 */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace(/^\/v1\//, '')
    .split('/')
    .filter(Boolean)
    .map((part) => (part.startsWith('{') ? `by-${part.slice(1, -1)}` : part))
  return [method, ...words.flatMap((word) => word.split(/[^A-Za-z0-9]+/))]
    .map((word, n) => (n === 0 ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
}

/**
 * Lets null pass where it is allowed beside a named schema. zod-to-openapi 9.1.0 writes both in `allOf`, of which null meets
 * only one (findings/zod-to-openapi-nullable-name.sh).
 */
function mendNullable(value: unknown): void {
  const left: unknown[] = [value]
  while (left.length > 0) {
    const next = left.pop()
    if (typeof next !== 'object' || next === null) continue
    const schema = next as Record<string, unknown>
    if (Array.isArray(schema.allOf)) {
      const [named, kind, ...rest] = schema.allOf as Record<string, unknown>[]
      if (named && kind && rest.length === 0 && '$ref' in named && allowsNull(kind)) {
        delete schema.allOf
        schema.anyOf = [named, { type: 'null' }]
      }
    }
    left.push(...Object.values(schema))
  }
}

const allowsNull = ({ type, ...others }: Record<string, unknown>): boolean =>
  Array.isArray(type) && type.includes('null') && Object.keys(others).length === 0
