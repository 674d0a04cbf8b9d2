import { randomInt } from 'node:crypto'
import * as z from 'zod'
import type { World } from '#local/emulators/emulator.ts'
import type { Answer, Call } from '#local/emulators/lib/http.ts'
import { invalidParameter } from '../../meta/emulator/answers.ts'
import { graphError } from './answers.ts'

const PAGE_MAX = 100
/** The most characters of the parts of a filled-in template. */
const HEADER_MAX = 60
const BODY_MAX = 1024
const ADDRESS_MAX = 2000

const componentSchema = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(z.looseObject({ type: z.string(), url: z.string().optional() })).optional(),
})
const createSchema = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/),
  category: z.enum(['AUTHENTICATION', 'MARKETING', 'UTILITY']),
  components: z.array(componentSchema).min(1),
})

export type MessageStatus = 'accepted' | 'held_for_quality_assessment' | 'paused'

export interface Template extends z.infer<typeof createSchema> {
  id: string
  status: string
  rejectedReason: string | null
  /** The status in the answer to a send of this template. */
  messageStatus: MessageStatus
}

const valueSchema = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  parameter_name: z.string().optional(),
})
type Value = z.infer<typeof valueSchema>
export const templateSendSchema = z.object({
  name: z.string().min(1),
  language: z.object({ code: z.string().min(1) }),
  components: z
    .array(
      z.looseObject({
        type: z.string(),
        sub_type: z.string().optional(),
        index: z.union([z.string(), z.number()]).optional(),
        parameters: z.array(valueSchema).default([]),
      }),
    )
    .default([]),
})

/** The template that every business account has from the start. */
const HELLO: Template = {
  id: '1000000000000001',
  name: 'hello_world',
  language: 'en_US',
  category: 'UTILITY',
  components: [
    {
      type: 'BODY',
      text: 'Welcome and congratulations!! This message demonstrates your ability to send a WhatsApp message notification from the Cloud API.',
    },
  ],
  status: 'APPROVED',
  rejectedReason: null,
  messageStatus: 'accepted',
}

/** Message templates and their review. `changed` is called on each verdict. */
export class Templates {
  readonly #templates = new Map<string, Template>()
  readonly #world: World
  readonly #changed: (template: Template) => void

  constructor(world: World, changed: (template: Template) => void) {
    this.#world = world
    this.#changed = changed
    this.clear()
  }

  clear(): void {
    this.#templates.clear()
    this.#templates.set(keyOf(HELLO), { ...HELLO })
  }

  create(body: unknown, reviewMs: number): Answer {
    const parsed = createSchema.safeParse(body)
    if (!parsed.success) return invalidParameter(z.prettifyError(parsed.error))
    if (this.#templates.has(keyOf(parsed.data)))
      return invalidParameter('There is already content of this name in this language.')
    const id = String(randomInt(10 ** 14, 2 * 10 ** 14))
    const template: Template = {
      ...parsed.data,
      id,
      status: 'PENDING',
      rejectedReason: null,
      messageStatus: 'accepted',
    }
    this.#templates.set(keyOf(template), template)
    this.#world.timers.after(reviewMs, () => {
      if (template.status === 'PENDING') this.review(template.name, { status: 'APPROVED' })
    })
    return { status: 200, body: { id, status: template.status, category: template.category } }
  }

  /** Sets the verdict on a template; false when there is none of the name. */
  review(
    name: string,
    verdict: {
      status?: string | undefined
      reason?: string | undefined
      messageStatus?: MessageStatus | undefined
    },
  ): boolean {
    const found = [...this.#templates.values()].filter((one) => one.name === name)
    for (const template of found) {
      template.messageStatus = verdict.messageStatus ?? template.messageStatus
      if (verdict.status === undefined || verdict.status === template.status) continue
      template.status = verdict.status
      template.rejectedReason = verdict.reason ?? null
      this.#changed(template)
    }
    return found.length > 0
  }

  remove(name: string | null): Answer {
    const found = [...this.#templates.values()].filter((one) => one.name === name)
    if (found.length === 0) return invalidParameter('The template does not exist.')
    for (const template of found) this.#templates.delete(keyOf(template))
    return { status: 200, body: { success: true } }
  }

  /** Lists templates. Reasons are omitted unless asked for. The cursor `after` is the number already listed. */
  list({ query, path, headers }: Call): Answer {
    const all = [...this.#templates.values()]
    const limit = Math.min(Number(query.get('limit') ?? 25) || 25, PAGE_MAX)
    const from = Number(Buffer.from(query.get('after') ?? '', 'base64url').toString() || 0)
    const page = all.slice(from, from + limit)
    const after = Buffer.from(String(from + page.length)).toString('base64url')
    const fields = query.get('fields')?.split(',') ?? [
      'id',
      'name',
      'language',
      'status',
      'category',
      'components',
    ]
    const next = new URL(path, `http://${headers.host}`)
    next.searchParams.set('after', after)
    return {
      status: 200,
      body: {
        data: page.map((one) => shown(one, fields)),
        paging: {
          cursors: { before: Buffer.from(String(from)).toString('base64url'), after },
          ...(from + page.length < all.length ? { next: next.href } : {}),
        },
      },
    }
  }

  /** Renders the text that the contact reads, with the parameter of the header file; or returns the refusal. */
  render(
    asked: z.infer<typeof templateSendSchema>,
  ): { text: string; template: Template; file: Value | null } | Answer {
    const template = this.#templates.get(keyOf({ name: asked.name, language: asked.language.code }))
    if (!template || !['APPROVED', 'PAUSED', 'DISABLED'].includes(template.status)) return refuse(132001)
    if (template.status === 'PAUSED') return refuse(132015)
    if (template.status === 'DISABLED') return refuse(132016)
    const part = (type: string) => template.components.find((one) => one.type.toUpperCase() === type)
    const values = (type: string) =>
      asked.components.filter((one) => one.type === type).flatMap(({ parameters }) => parameters)
    const format = part('HEADER')?.format?.toUpperCase() ?? 'TEXT'
    const headers = values('header')
    const [file = null] = format === 'TEXT' ? [] : headers
    if (format !== 'TEXT' && headers.length !== 1) return refuse(132000)
    if (file && file.type !== format.toLowerCase()) return refuse(132012)
    const header = format === 'TEXT' ? fill(part('HEADER')?.text ?? '', headers) : ''
    const body = fill(part('BODY')?.text ?? '', values('body'))
    if (typeof header === 'number') return refuse(header)
    if (typeof body === 'number') return refuse(body)
    const text = [header, body, part('FOOTER')?.text].filter(Boolean).join('\n\n')
    const isTooLong =
      header.length > HEADER_MAX || body.length > BODY_MAX || longestAddress(template, asked) > ADDRESS_MAX
    if (isTooLong) return refuse(132005)
    return { text, template, file }
  }
}

/** Returns the length of the longest address that a button opens, with its end filled in. */
function longestAddress({ components }: Template, asked: z.infer<typeof templateSendSchema>): number {
  const buttons = components.flatMap((one) => one.buttons ?? [])
  const ends = asked.components.filter(({ type, sub_type }) => type === 'button' && sub_type === 'url')
  const lengths = ends.map(({ index, parameters }) => {
    const address = buttons[Number(index)]?.url ?? ''
    return address.replace(/\{\{\w+\}\}/g, parameters[0]?.text ?? '').length
  })
  return Math.max(0, ...lengths)
}

/** Fills in the placeholders of a text, or returns the code of the refusal. */
function fill(text: string, values: readonly Value[]): string | number {
  const places = [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? ''))]
  if (places.length !== values.length) return 132000
  const isNamed = places.some((place) => !/^\d+$/.test(place))
  const valueAt = (place: string, index: number) =>
    isNamed ? values.find((one) => one.parameter_name === place) : values[index]
  const filled = places.map((place, index) => [place, valueAt(place, index)?.text] as const)
  if (filled.some(([, value]) => value === undefined)) return 132012
  return filled.reduce((all, [place, value]) => all.replaceAll(`{{${place}}}`, value ?? ''), text)
}

const keyOf = ({ name, language }: { name: string; language: string }) => `${name} ${language}`

function shown({ rejectedReason, ...template }: Template, fields: string[]): Record<string, unknown> {
  const all: Record<string, unknown> = { ...template, rejected_reason: rejectedReason ?? 'NONE' }
  return Object.fromEntries(
    ['id', ...fields].filter((field) => field in all).map((field) => [field, all[field]]),
  )
}

const REFUSALS: Record<number, string> = {
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132005: 'Translated text too long',
  132012: 'Parameter format does not match format in the created template',
  132015: 'Template is paused',
  132016: 'Template is disabled',
}

const refuse = (code: number) =>
  graphError({
    status: code === 132001 ? 404 : 400,
    code,
    message: `(#${code}) ${REFUSALS[code]}`,
    details: `${REFUSALS[code]}.`,
  })
