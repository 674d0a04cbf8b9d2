import type { OpenAPIHono } from '@hono/zod-openapi'

export type OpenApiDocument = ReturnType<OpenAPIHono['getOpenAPI31Document']>
export type Schema = NonNullable<NonNullable<OpenApiDocument['components']>['schemas']>[string]
export type SchemaObject = Exclude<Schema, { $ref: string }>
type Subschema = Schema | boolean

/** The direction of a value: a default makes a field optional for the sender and certain for the receiver. */
export interface Side {
  direction: 'sent' | 'received'
  /** Returns the name of the type that a `$ref` points to. */
  nameOf(ref: string): string
}

const ANY_OBJECT = 'Record<string, unknown>'

/** Returns the TypeScript type of a JSON schema (2020-12, as in OpenAPI 3.1). Keywords side by side must all hold. */
export function typeOf(schema: Subschema, side: Side): string {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never'
  if ('$ref' in schema) return side.nameOf(schema.$ref)
  const each = (parts: Subschema[]) => parts.map((part) => typeOf(part, side))
  const parts = [
    ...each(schema.allOf ?? []),
    ...(schema.anyOf ? [union(each(schema.anyOf))] : []),
    ...(schema.oneOf ? [union(each(schema.oneOf))] : []),
  ]
  const own = ownType(schema, side)
  // "type: object" beside a union of objects adds nothing.
  return intersection(own === ANY_OBJECT && parts.length > 0 ? parts : [...parts, own])
}

function ownType(schema: SchemaObject, side: Side): string {
  if ('const' in schema) return literal(schema.const)
  const types = [schema.type ?? (schema.properties ? 'object' : [])].flat()
  if (schema.enum) return union([...schema.enum.map(literal), ...types.filter((type) => type === 'null')])
  if (types.length === 0) return 'unknown'
  return union(
    types.map((type) => {
      if (type === 'object') return objectType(schema, side)
      if (type === 'array') return arrayType(schema, side)
      return type === 'integer' ? 'number' : type
    }),
  )
}

function arrayType(schema: SchemaObject, side: Side): string {
  const prefix: Subschema[] | undefined = schema.prefixItems
  const rest = `(${typeOf(schema.items ?? {}, side)})[]`
  if (!prefix) return rest
  const first = prefix.map((item) => typeOf(item, side))
  return `[${[...first, ...(schema.items ? [`...${rest}`] : [])].join(', ')}]`
}

function objectType(schema: SchemaObject, side: Side): string {
  const { properties = {}, additionalProperties: more } = schema
  const fields = Object.entries(properties).map(([name, property]) =>
    fieldType(name, property, schema.required?.includes(name) ?? false, side),
  )
  // An index signature covers the named fields too, so beside them it can only be unknown.
  if (fields.length > 0) return block([...fields, ...(more ? ['[name: string]: unknown'] : [])])
  if (more) return more === true ? ANY_OBJECT : `Record<string, ${typeOf(more, side)}>`
  return more === false || schema.properties ? 'Record<string, never>' : ANY_OBJECT
}

function fieldType(name: string, property: Schema, required: boolean, side: Side): string {
  const type = typeOf(property, side)
  const certain =
    required ||
    // A missing field reads as unknown anyway.
    (side.direction === 'received' &&
      (type === 'unknown' || ('default' in property && property.default !== undefined)))
  const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : literal(name)
  return comment(descriptionOf(property)) + (certain ? `${key}: ${type}` : `${key}?: ${type} | undefined`)
}

/** Joins types without duplicates; `unknown` absorbs all others. */
export function union(types: string[]): string {
  const distinct = [...new Set(types)]
  if (distinct.includes('unknown')) return 'unknown'
  return distinct.join(' | ') || 'never'
}

function intersection(types: string[]): string {
  const distinct = [...new Set(types)].filter((type) => type !== 'unknown')
  if (distinct.length < 2) return distinct[0] ?? 'unknown'
  return distinct.map((type) => `(${type})`).join(' & ')
}

export const descriptionOf = (schema: Schema) => ('$ref' in schema ? undefined : schema.description)
export const block = (lines: string[]) => `{\n${lines.join('\n')}\n}`
/** Writes a value as a literal: JSON is JavaScript, and the formatter decides on quotes. */
export const literal = (value: unknown) => JSON.stringify(value)
/** Writes a text as a comment of one line; the text cannot end it. */
export const comment = (text: string | undefined) =>
  text ? `/** ${text.replaceAll('*/', '* /').replace(/\s+/g, ' ')} */\n` : ''
