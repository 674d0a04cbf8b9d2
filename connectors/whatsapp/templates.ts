import type {
  ConnectedAccountRef,
  Content,
  Outcome,
  Template,
  TemplatePage,
} from '#core/lib/platform/connector.ts'
import { tooLongWords } from '#core/lib/platform/length.ts'
import { tooLong } from '#core/lib/platform/template.ts'
import { parseAnswer } from '../http.ts'
import { type Client, failedHarmlessly } from './client.ts'
import { partsOf } from './template-parts.ts'
import { TEMPLATE_LIMITS } from './unverified.ts'
import { type WireTemplate, wireTemplates } from './wire/answers.ts'

const PAGE = 100
/** Fields to ask for: without this the platform omits reasons and quality. */
const FIELDS = 'id,name,language,status,category,rejected_reason,components'

type Filled = NonNullable<Extract<Content, { kind: 'template' }>['filled']>

const PARTS: Readonly<Record<Filled[number]['part'], string>> = {
  header: 'The header of the template',
  body: 'The text of the template',
  address: 'The address of a button',
  payload: 'The value of a button',
}

/** Refuses a filled-in template that WhatsApp would refuse for its length, before it is sent. */
export function checkTemplate(filled: Filled): Outcome | null {
  const [first] = tooLong(filled, TEMPLATE_LIMITS)
  if (!first) return null
  return {
    kind: 'rejected',
    code: 'template_length',
    reason: tooLongWords(PARTS[first.part], first.maxLength, first.length),
    advice: 'Fill it in with shorter values.',
  }
}

/** Lists the templates of the business in every state; only those with `status` APPROVED can be sent. */
export async function listTemplates(
  client: Client,
  { credentials }: ConnectedAccountRef,
  cursor: string | null,
  now: Date,
): Promise<TemplatePage> {
  const { businessId } = credentials
  if (businessId === undefined) {
    return {
      kind: 'rejected',
      code: 'no_business',
      reason: 'Templates belong to the WhatsApp Business Account, and its id is not known.',
      advice: 'Connect the number again, with the id of its WhatsApp Business Account.',
    }
  }
  const query = new URLSearchParams({ fields: FIELDS, limit: String(PAGE) })
  if (cursor !== null) query.set('after', cursor)
  const answer = await client.get(`${encodeURIComponent(businessId)}/message_templates?${query}`)
  const page = answer.kind === 'answer' && answer.status === 200 ? parseAnswer(wireTemplates, answer) : null
  if (!page) return failedHarmlessly(answer, now)
  const after = page.paging?.next === undefined ? undefined : page.paging.cursors?.after
  return { kind: 'page', items: page.data.map(toTemplate), nextCursor: after ?? null }
}

/** Converts a template to our form. A rejected reason of “NONE” means that there is none. */
const toTemplate = ({
  id,
  name,
  language,
  status,
  category,
  rejected_reason,
  components,
}: WireTemplate): Template => ({
  id,
  name,
  language,
  status,
  category: category ?? null,
  rejectedReason: rejected_reason === undefined || rejected_reason === 'NONE' ? null : rejected_reason,
  components: components ?? [],
  parts: partsOf(components ?? []),
})
