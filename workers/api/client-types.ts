import {
  block,
  comment,
  descriptionOf,
  literal,
  type OpenApiDocument,
  type Schema,
  type SchemaObject,
  type Side,
  typeOf,
  union,
} from './schema-types.ts'

type PathItem = NonNullable<OpenApiDocument['paths']>[string]
type Operation = NonNullable<PathItem['get']>
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>
type Content = Record<string, { schema?: Schema }>
type Sides = Record<Side['direction'], Side>

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const
const SCHEMAS = '#/components/schemas/'
const HEAD = '// Made from the OpenAPI document by `npm run client`; not written by hand.\n'

/**
 * Writes the routes of an OpenAPI 3.1 document as one TypeScript file, valid but not formatted: `Routes`, by method and path,
 * with each one's inputs (`params`, `query`, `body`; left out when there is none, optional when nothing in it is required)
 * and its `answer`; and a type for each component that is referred to. A route that answers something else than JSON is a
 * link, not a call, and left out.
 *
 * Throws on a reference to anything but a schema among the document's components.
 */
export function clientTypes(document: OpenApiDocument): string {
  const { sides, declarations } = componentsOf(document)
  const routes = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      const route = operation && routeType(item, operation, sides)
      return route
        ? [`${comment(operation.summary)}${literal(`${method.toUpperCase()} ${path}`)}: ${route}`]
        : []
    }),
  )
  return [HEAD, `export interface Routes ${block(routes)}\n`, ...declarations()].join('\n')
}

/** Collects the components that are referred to: under their name when received, as `…Input` when sent. */
function componentsOf(document: OpenApiDocument) {
  const schemas = document.components?.schemas ?? {}
  const referred = new Map<string, { schema: Schema; side: Side }>()
  const sideOf = (direction: Side['direction']): Side => {
    const side: Side = {
      direction,
      nameOf(ref) {
        const key = ref.slice(SCHEMAS.length)
        const schema = ref.startsWith(SCHEMAS) ? schemas[key] : undefined
        if (!schema) throw new Error(`The OpenAPI document has no schema ${ref}.`)
        const name = typeName(key) + (direction === 'sent' ? 'Input' : '')
        referred.set(name, { schema, side })
        return name
      },
    }
    return side
  }
  return {
    sides: { sent: sideOf('sent'), received: sideOf('received') },
    // A map also yields entries that are added while it is read: components refer to further ones.
    *declarations() {
      for (const [name, { schema, side }] of referred)
        yield `${comment(descriptionOf(schema))}export type ${name} = ${typeOf(schema, side)}\n`
    },
  }
}

/** Makes a type's name: `api-key` becomes `ApiKey`. */
const typeName = (key: string) =>
  key.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9]?)/g, (_, first: string) => first.toUpperCase())

/** Returns the type of a route; undefined for a route that does not answer JSON. */
function routeType(item: PathItem, operation: Operation, { sent, received }: Sides): string | undefined {
  const answer = answerType(operation, received)
  if (answer === undefined) return undefined
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].map(inline)
  const body = operation.requestBody && inline(operation.requestBody)
  return block([
    ...parametersType(
      'params',
      parameters.filter(({ in: place }) => place === 'path'),
      sent,
    ),
    ...parametersType(
      'query',
      parameters.filter(({ in: place }) => place === 'query'),
      sent,
    ),
    ...(body ? [`body${body.required ? '' : '?'}: ${bodyType(body.content, sent)}`] : []),
    `answer: ${answer}`,
  ])
}

function inline<T extends object>(part: T): Exclude<T, { $ref: string }> {
  if ('$ref' in part) throw new Error(`Only schemas may be referred to, not ${String(part.$ref)}.`)
  return part as Exclude<T, { $ref: string }>
}

function parametersType(name: string, parameters: Parameter[], sent: Side): string[] {
  if (parameters.length === 0) return []
  const required = parameters.filter((parameter) => parameter.required).map((parameter) => parameter.name)
  const schema: SchemaObject = {
    type: 'object',
    properties: Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.schema ?? {}])),
    required,
  }
  return [`${name}${required.length > 0 ? '' : '?'}: ${typeOf(schema, sent)}`]
}

function bodyType(content: Content, sent: Side): string {
  return union(
    Object.entries(content).map(([mediaType, { schema = {} }]) => {
      if (isJson(mediaType)) return typeOf(schema, sent)
      return mediaType.startsWith('multipart/') ? 'FormData' : 'Blob'
    }),
  )
}

function answerType(operation: Operation, received: Side): string | undefined {
  const successes = Object.entries(operation.responses ?? {}).filter(([status]) => status.startsWith('2'))
  const types = successes.flatMap(([, response]) => {
    const content: Content = inline(response).content ?? {}
    if (Object.keys(content).length === 0) return ['undefined']
    const json = Object.entries(content).filter(([mediaType]) => isJson(mediaType))
    return json.map(([, { schema = {} }]) => typeOf(schema, received))
  })
  return types.length === 0 ? undefined : union(types)
}

const isJson = (mediaType: string) => /^application\/(?:[\w.-]+\+)?json\b/.test(mediaType)
