import type * as z from 'zod'
import type { Ctx, SystemCtx } from '#core/lib/kernel/context.ts'
import { invalid } from '#core/lib/kernel/errors.ts'
import { checked } from '#core/lib/kernel/field-errors.ts'
import type { Scope } from '#core/workspaces/schemas.ts'
import { operatorOf, type Person, personOf, workspaceOf } from './access.ts'
import type { Caller } from './api.ts'

export type Shape = z.ZodType | undefined
type Parsed<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined

interface Input<P extends Shape, Q extends Shape, B extends Shape> {
  params: Parsed<P>
  query: Parsed<Q>
  body: Parsed<B>
}

interface Description<P extends Shape, Q extends Shape, B extends Shape> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** The path, with OpenAPI's `{name}` for parameters. */
  path: string
  summary: string
  tag: string
  params?: P
  query?: Q
  body?: B
  /** Describes the file that the route takes in place of its JSON. */
  orFile?: string
  /** The largest body, in bytes, where it is not the API's own limit. */
  maxBytes?: number
  /** The answer's schema; none for 204. */
  answers?: z.ZodType
  status?: 200 | 201 | 204
  /** The answer holds a secret: a repeated Idempotency-Key does nothing again, and does not get the secret again. */
  shownOnce?: true
}

/** Recovers a lost answer: the type of the created object in the audit log, and the function that reads it. */
export interface Again<C> {
  of: string
  read(ctx: C, id: string): Promise<unknown>
}
export const retold = <C>({ of, read }: Again<C>, ctx: C) => ({ of, read: (id: string) => read(ctx, id) })

/** An endpoint of the API: its description, its permissions, and the one action behind it. */
export interface Endpoint extends Description<Shape, Shape, Shape> {
  needs: Scope | 'nothing' | 'caller' | 'person' | 'operator'
  /** Lets a caller in, or throws the refusal, before the input is checked. */
  admit(caller: Caller): (input: Input<Shape, Shape, Shape>) => Promise<unknown>
  /** Recovers a lost answer for this caller. */
  retelling?: ((caller: Caller) => { of: string; read(id: string): Promise<unknown> }) | undefined
}

type Run<C, P extends Shape, Q extends Shape, B extends Shape> = (
  ctx: C,
  input: Input<P, Q, B>,
  caller: Caller,
) => Promise<unknown>

/** Returns an `admit` that checks the caller's permission and then runs the endpoint. */
const admitting =
  <C>(
    allow: (caller: Caller) => C,
    run: (ctx: C, input: never, caller: Caller) => Promise<unknown>,
  ): Endpoint['admit'] =>
  (caller) => {
    const ctx = allow(caller)
    return (input) => run(ctx, input as never, caller)
  }

/** Makes an endpoint of a workspace: for members with a role, and keys with a scope, that allows it. */
export const inWorkspace = <
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>({
  again,
  ...endpoint
}: Description<P, Q, B> & { needs: Scope; run: Run<Ctx, P, Q, B>; again?: Again<Ctx> }): Endpoint => ({
  ...endpoint,
  admit: admitting((caller) => workspaceOf(caller, endpoint.needs), endpoint.run),
  retelling: again && ((caller) => retold(again, workspaceOf(caller, endpoint.needs))),
})

/** Makes an endpoint for any known person or key, with or without a workspace. */
export const forCaller = <
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(
  endpoint: Description<P, Q, B> & { run: Run<Caller, P, Q, B> },
): Endpoint => ({
  ...endpoint,
  needs: 'caller',
  admit: admitting((caller) => caller, endpoint.run),
})

/** Makes an endpoint for people, with or without a workspace. A key belongs to one workspace and acts only in it. */
export const forPerson = <
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>({
  again,
  ...endpoint
}: Description<P, Q, B> & { run: Run<Person, P, Q, B>; again?: Again<Person> }): Endpoint => ({
  ...endpoint,
  needs: 'person',
  admit: admitting(personOf, endpoint.run),
  retelling: again && ((caller) => retold(again, personOf(caller))),
})

/** Makes an endpoint of the installation, for its operators. */
export const forOperator = <
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(
  endpoint: Description<P, Q, B> & { run: Run<SystemCtx, P, Q, B> },
): Endpoint => ({
  ...endpoint,
  needs: 'operator',
  admit: admitting(operatorOf, endpoint.run),
})

/** Makes an endpoint without sign-in, for holders of a secret such as a link's token. */
export const forAnyone = <
  P extends Shape = undefined,
  Q extends Shape = undefined,
  B extends Shape = undefined,
>(
  endpoint: Description<P, Q, B> & {
    run: (ctx: SystemCtx, input: Input<P, Q, B>) => Promise<unknown>
  },
): Endpoint => ({
  ...endpoint,
  needs: 'nothing',
  admit: admitting(({ system }) => system, endpoint.run),
})

/** Parses an input by its schema. @throws AppError `invalid` that names each field. */
export function parse<S extends Shape>(schema: S, value: unknown, where: string): Parsed<S> {
  if (!schema) return undefined as Parsed<S>
  const unstorable = unstorableAt(value)
  if (unstorable !== null) {
    const path = unstorable.join('.')
    throw invalid(`The ${where} is not valid: ${path || 'it'} holds a character that is no text.`, [
      { path, message: 'Leave out NUL characters and halves of surrogate pairs.' },
    ])
  }
  const found = checked(schema, value)
  if ('data' in found) return found.data as Parsed<S>
  throw invalid(found.errors.map(({ message }) => message).join(' '), found.errors)
}

/** Parses JSON. @throws AppError `invalid` for what is no JSON */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const error = invalid('The body is not JSON.', [
      { path: '', message: 'Send a JSON object with content-type: application/json.' },
    ])
    error.cause = cause
    throw error
  }
}

/** Finds the path to a text that no database stores: one with NUL, or half of a surrogate pair. Null when there is none. */
function unstorableAt(value: unknown): string[] | null {
  // A list of open values, not recursion: a body may be nested deeper than the stack.
  const left: [path: string[], value: unknown][] = [[[], value]]
  for (let next = left.pop(); next; next = left.pop()) {
    const [path, found] = next
    if (typeof found === 'string' && (found.includes('\u0000') || !found.isWellFormed())) return path
    if (typeof found !== 'object' || found === null) continue
    for (const [name, inner] of Object.entries(found)) {
      if (name.includes('\u0000') || !name.isWellFormed()) return path
      left.push([path.length < 10 ? [...path, name] : path, inner])
    }
  }
  return null
}
