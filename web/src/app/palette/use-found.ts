import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ScheduledPost, Series } from '#core/publishing/schemas.ts'
import { api } from '../../lib/api.ts'
import { keys } from '../../lib/feed.ts'
import { fullTime } from '../../lib/format.ts'
import { useLocale } from '../../lib/use-locale.ts'
import { fromMatch } from '../../ui/search.ts'
import type { Item } from './use-items.ts'

const CONVERSATIONS = 8
const OF_EACH = 4
const SEARCH_FROM = 2
const TYPING_MS = 150
const TITLE_MAX = 200
/** Posts read at most; only one of each series is shown. */
const POSTS = 50

/** Searches the whole workspace on the server for what was typed. */
export function useFound(typed: string): { found: Item[]; searching: boolean } {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const locale = useLocale()
  const [settled] = useDebouncedValue(typed.trim(), TYPING_MS)
  const words = settled.slice(0, TITLE_MAX)
  const enabled = words.length >= SEARCH_FROM
  const asked = { enabled, placeholderData: keepPreviousData }
  const conversations = useQuery({
    ...asked,
    queryKey: keys.search(words),
    queryFn: ({ signal }) =>
      api.get('/v1/conversations', { query: { q: words, limit: CONVERSATIONS } }, signal),
  })
  const documents = useQuery({
    ...asked,
    queryKey: [...keys.documents, 'search', words],
    queryFn: ({ signal }) =>
      api.get('/v1/knowledge/documents', { query: { search: words, limit: OF_EACH } }, signal),
  })
  const faqs = useQuery({
    ...asked,
    queryKey: [...keys.documents, 'faqs', 'search', words],
    queryFn: ({ signal }) =>
      api.get('/v1/knowledge/faqs', { query: { search: words, limit: OF_EACH } }, signal),
  })
  const posts = useQuery({
    ...asked,
    queryKey: [...keys.posts, 'search', words],
    queryFn: ({ signal }) => api.get('/v1/scheduled-posts', { query: { q: words, limit: POSTS } }, signal),
  })
  const series = useQuery({
    ...asked,
    queryKey: [...keys.posts, 'search-series', words],
    queryFn: ({ signal }) => api.get('/v1/post-series', { query: { q: words, limit: OF_EACH } }, signal),
  })
  const shown = enabled && typed.trim().length >= SEARCH_FROM
  const itemsOf = <T>({ data }: UseQueryResult<{ items: T[] }>): T[] => (shown ? (data?.items ?? []) : [])
  const inKnowledge = (tab: 'documents' | 'faqs', title: string) =>
    void navigate({ to: '/knowledge', search: { tab, search: title.slice(0, TITLE_MAX) } })
  return {
    searching:
      enabled && [conversations, documents, faqs, posts, series].some(({ isFetching }) => isFetching),
    found: [
      ...itemsOf(conversations).map(
        ({ id, customer, accountName, lastMessage, match }): Item => ({
          id: `conversation-${id}`,
          section: 'conversations',
          found: true,
          label: customer.name ?? customer.handle ?? t('inbox.unknownContact'),
          about: match ? fromMatch(match, words) : (lastMessage?.text ?? accountName),
          run: () => void navigate({ to: '/inbox/$conversationId', params: { conversationId: id } }),
        }),
      ),
      ...onceEach(itemsOf(posts), itemsOf(series))
        .slice(0, OF_EACH)
        .map(
          ({ id, text, at }): Item => ({
            id: `post-${id}`,
            section: 'posts',
            found: true,
            label: fromMatch(text, words),
            about: at === null ? t('series.title') : fullTime(at, locale),
            run: () => void navigate({ to: '/calendar', search: { post: id } }),
          }),
        ),
      ...itemsOf(documents).map(
        ({ id, title, fileName, url }): Item => ({
          id: `document-${id}`,
          section: 'documents',
          found: true,
          label: title,
          about: fileName ?? url ?? undefined,
          run: () => inKnowledge('documents', title),
        }),
      ),
      ...itemsOf(faqs).map(
        ({ id, question, answer }): Item => ({
          id: `faq-${id}`,
          section: 'faqs',
          found: true,
          label: question,
          about: fromMatch(answer, words),
          run: () => inKnowledge('faqs', question),
        }),
      ),
    ],
  }
}

interface FoundPost {
  id: string
  text: string
  /** Null for a series with no occurrence to come. */
  at: string | null
}

/** Lists single posts, and each series once: by its next occurrence, otherwise by the last one made. */
function onceEach(posts: readonly ScheduledPost[], series: readonly Series[]): FoundPost[] {
  const coming = series.map(({ id, text, next: [next] }) => ({
    id: next?.id ?? id,
    text,
    at: next?.publishAt ?? null,
  }))
  const seen = new Set(series.map(({ id }) => id))
  const single = posts.flatMap(({ id, text, publishAt, seriesId }) => {
    if (seriesId !== null && seen.has(seriesId)) return []
    if (seriesId !== null) seen.add(seriesId)
    return [{ id, text, at: publishAt }]
  })
  return [...coming, ...single].sort((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))
}
