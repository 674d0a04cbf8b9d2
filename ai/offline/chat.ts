import type { Chat, ToolCall, ToolResult } from '#core/lib/kernel/ai.ts'
import { fold } from '#core/lib/text/text.ts'

/** Sentences of the offline engine in a chat. Its words depend on the chat alone. */
const WORDS = {
  en: {
    found: 'This is what I found:',
    nothing: 'I found nothing for that.',
    failed: 'That did not work:',
    proposed: 'I have prepared it below. Confirm it, and it is done; nothing has happened yet.',
    before: 'before',
    figures: {
      received: 'Messages received',
      turns: 'Requests',
      firstResponse: 'Time to answer, median',
      autoReplyRate: 'Answered automatically',
      sentByMachine: 'Automatic messages',
      sentByPeople: 'Messages by people',
      ignored: 'Left alone',
      escalations: 'Passed to people',
      resolution: 'Time to resolve, median',
      comments: 'Comments',
      posts: 'Posts published',
    },
    help: 'Without a language model I answer by looking things up. Ask me to search the bank or the knowledge base, to list drafts, planned posts, conversations or escalations, to show the figures, what waits today or what was said in listening, or to make a draft about a topic.',
  },
  fr: {
    found: 'Voici ce que j’ai trouvé :',
    nothing: 'Je n’ai rien trouvé à ce sujet.',
    failed: 'Cela n’a pas marché :',
    proposed: 'C’est prêt ci-dessous. Confirmez, et c’est fait ; rien ne s’est encore passé.',
    before: 'avant',
    figures: {
      received: 'Messages reçus',
      turns: 'Demandes',
      firstResponse: 'Temps de réponse médian',
      autoReplyRate: 'Réponses automatiques',
      sentByMachine: 'Messages automatiques',
      sentByPeople: 'Messages de personnes',
      ignored: 'Laissés de côté',
      escalations: 'Transmis à une personne',
      resolution: 'Temps de résolution médian',
      comments: 'Commentaires',
      posts: 'Publications parues',
    },
    help: 'Sans modèle de langue, je réponds en cherchant. Demandez-moi de chercher dans la banque ou le savoir, de lister les brouillons, les posts prévus, les conversations ou les demandes, de montrer les chiffres, ce qui attend aujourd’hui ou ce qui se dit dans l’écoute, ou de préparer un brouillon sur un sujet.',
  },
} as const

interface Intent {
  tool: string
  /** Matched against the question without accents, in lower case. */
  when: RegExp
  input(question: string): Record<string, unknown>
}

const none = () => ({})
/** Words that stand before a subject, the surest first. */
const BEFORE_SUBJECT = [/\b(?:about|au sujet de|à propos de|sur)\s+(.+)$/iu, /\b(?:for|on|pour)\s+(.+)$/iu]
/** Returns the words after “about” and its like; null where a question names no subject. */
function named(question: string): string | null {
  const [after] = BEFORE_SUBJECT.flatMap((before) => before.exec(question)?.[1] ?? [])
  return after?.replace(/[\s?!.…]+$/u, '').trim() || null
}
const subject = (question: string): string => named(question) ?? question.trim()

/** By the first that matches. Acts come before places: “make a draft about our figures” is an act. */
const INTENTS: readonly Intent[] = [
  {
    tool: 'create_draft',
    when: /\b(make|create|begin|start|write|prepare|new|fais|faire|cree|creer|prepare|redige|ecris|nouveau)\b.*\b(draft|brouillon|post)\b/,
    input: (question) => ({
      title: subject(question).slice(0, 80),
      targetTopic: subject(question).slice(0, 200),
    }),
  },
  {
    tool: 'figures',
    when: /\b(figures?|numbers?|results?|statistics|analytics|chiffres?|resultats?|statistiques)\b/,
    input: none,
  },
  { tool: 'list_listening_projects', when: /\b(listening|mentions?|ecoute)\b/, input: none },
  { tool: 'list_escalations', when: /\b(escalations?|escalades?)\b/, input: none },
  {
    tool: 'list_scheduled_posts',
    when: /\b(free|slot|calendar|planned|scheduled?|libre|creneau|calendrier|prevus?|programmes?)\b/,
    input: none,
  },
  { tool: 'list_drafts', when: /\b(drafts?|brouillons?)\b/, input: none },
  { tool: 'list_comments', when: /\b(comments?|commentaires?)\b/, input: none },
  { tool: 'list_conversations', when: /\b(conversations?|inbox|messages?)\b/, input: none },
  { tool: 'list_accounts', when: /\b(accounts?|comptes?)\b/, input: none },
  { tool: 'list_topics', when: /\b(topics?|sujets? traites)\b/, input: none },
  {
    tool: 'search_bank',
    when: /\b(bank|captured|examples?|inspiration|did well|banque|captures?|exemples?|ont marche)\b/,
    // Without a subject, the posts with the best scores.
    input: (question) => ({ query: named(question) ?? '' }),
  },
  { tool: 'today', when: /\b(today|waits?|waiting|aujourd.?hui|attend|en attente)\b/, input: none },
  {
    tool: 'search_knowledge',
    when: /\?|\b(knowledge|know|documents?|search|find|savoir|sait|cherche|trouve)\b/,
    input: (question) => ({ query: question }),
  },
]

/** Answers in a chat by intent: calls the tool that the question names, and answers from what it returned. */
export function chat({ turns, tools, language }: Chat): { text: string; calls: ToolCall[] } {
  const words = WORDS[language]
  const last = turns.at(-1)
  if (last?.role === 'tools')
    return { text: last.results.map((result) => told(result, language)).join('\n\n'), calls: [] }
  if (last?.role !== 'user') return { text: words.help, calls: [] }
  const question = fold(last.text)
  const intent = INTENTS.find(
    ({ tool, when }) => when.test(question) && tools.some(({ name }) => name === tool),
  )
  if (!intent) return { text: words.help, calls: [] }
  return {
    text: '',
    calls: [{ id: `call-${turns.length}`, name: intent.tool, input: intent.input(last.text) }],
  }
}

/** Tells a tool's result: its sources by number. */
function told({ text, isError }: ToolResult, language: Chat['language']): string {
  const words = WORDS[language]
  if (isError) return `${words.failed} ${text}`
  const { sources, proposed } = resultOf(text)
  if (proposed) return words.proposed
  if (sources.length === 0) return words.nothing
  const figures = figuresOf(text, language)
  if (figures.length > 0) return [`${words.found} [${sources[0]?.n}]`, ...figures].join('\n')
  return [words.found, ...sources.map(({ n, title }) => `- ${title} [${n}]`)].join('\n')
}

const DURATIONS = ['firstResponse', 'resolution']

/** Tells the figures of a result, each beside the period before; none where it holds none, or was cut. */
function figuresOf(text: string, language: Chat['language']): string[] {
  const { before, figures } = WORDS[language]
  const found = parsed(text)?.result?.figures
  if (!found) return []
  const written = (name: string, value: number | null): string => {
    if (value === null) return '–'
    if (name === 'autoReplyRate') return new Intl.NumberFormat(language, { style: 'percent' }).format(value)
    if (!DURATIONS.includes(name)) return value.toLocaleString(language)
    return value < 120 ? `${value} s` : `${Math.round(value / 60).toLocaleString(language)} min`
  }
  return Object.entries(figures).flatMap(([name, word]) => {
    const figure = found[name]
    if (!figure) return []
    return `- ${word}: ${written(name, figure.value)} (${before}: ${written(name, figure.before)})`
  })
}

interface WithFigures {
  result?: { figures?: Record<string, { value: number | null; before: number | null }> } | null
}

function parsed(text: string): WithFigures | null {
  try {
    return JSON.parse(text) as WithFigures
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

interface Result {
  sources: { n: number; title: string }[]
  proposed: boolean
}

/** Reads what tools return to models; a result that was cut is still read for its sources, which stand first. */
function resultOf(text: string): Result {
  const [, list] = /^\{"sources":(\[.*?\])(?:,"result"|\}|$)/su.exec(text) ?? []
  return { sources: list ? JSON.parse(list) : [], proposed: text.startsWith('{"proposed"') }
}
