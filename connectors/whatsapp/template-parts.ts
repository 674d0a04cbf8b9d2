import * as z from 'zod'
import type { TemplateParts, TemplateText } from '#core/lib/platform/template.ts'

const wireButton = z.looseObject({
  type: z.string(),
  text: z.string().default(''),
  url: z.string().optional(),
})
const wireComponent = z.looseObject({
  type: z.string(),
  format: z.string().optional(),
  text: z.string().optional(),
  buttons: z.array(wireButton).optional(),
})
type WireComponent = z.infer<typeof wireComponent>

const PLACEHOLDER = /\{\{\s*([\w-]+)\s*\}\}/g
const NONE: TemplateText = { text: '', placeholders: [] }

/** Converts a template's components to our form. */
export function partsOf(components: readonly unknown[]): TemplateParts {
  const read = components.flatMap((one) => {
    const parsed = wireComponent.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })
  const of = (type: string) => read.find((one) => one.type.toUpperCase() === type)
  const header = of('HEADER')
  const body = textOf(of('BODY'))
  const format = header && (header.format ?? 'TEXT').toUpperCase()
  const headerText = format === 'TEXT' ? textOf(header) : null
  const headerMedia = (format !== undefined && MEDIA[format]) || null
  const buttons = (of('BUTTONS')?.buttons ?? []).map(({ type, text, url }, index) => ({
    index,
    type: BUTTONS[type.toUpperCase()] ?? ('other' as const),
    text,
    address: url ?? null,
    placeholders: placeholdersOf(url ?? ''),
  }))
  return {
    header: headerText,
    headerMedia,
    body,
    footer: of('FOOTER')?.text ?? null,
    buttons,
    named: [...(headerText?.placeholders ?? []), ...body.placeholders].some((name) => !/^\d+$/.test(name)),
    problem: header && !headerText && !headerMedia ? cannotFill('header', format) : problemOf(read),
  }
}

const BUTTONS: Readonly<Record<string, 'quick_reply' | 'url'>> = { QUICK_REPLY: 'quick_reply', URL: 'url' }

const MEDIA: Readonly<Record<string, 'image' | 'video' | 'document'>> = {
  IMAGE: 'image',
  VIDEO: 'video',
  DOCUMENT: 'document',
}

const textOf = (component: WireComponent | undefined): TemplateText =>
  component?.text === undefined
    ? NONE
    : { text: component.text, placeholders: placeholdersOf(component.text) }

/** Lists the placeholders in the order in which they are filled: by number, else by position. Each once. */
function placeholdersOf(text: string): string[] {
  const names = [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))]
  return names.every((name) => /^\d+$/.test(name)) ? names.sort((a, b) => Number(a) - Number(b)) : names
}

const KNOWN: ReadonlySet<string> = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS'])

function problemOf(read: readonly WireComponent[]): string | null {
  const other = read.find(({ type }) => !KNOWN.has(type.toUpperCase()))
  return other ? cannotFill('part', other.type) : null
}

const cannotFill = (what: string, kind = 'unknown') =>
  `It has a ${what} of the kind ${kind.toLowerCase()}, which cannot be filled in here.`
