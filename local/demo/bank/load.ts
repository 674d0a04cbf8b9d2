import type { BankItem, BankPost, Profile } from '#core/bank/schemas.ts'
import type { Page } from '#core/lib/kernel/page.ts'
import type { Client } from '../../client.ts'
import { until } from '../until.ts'
import { AUTHORS, type Written } from './authors.ts'
import { ENGLISH } from './english.ts'
import { FRENCH } from './french.ts'

const DAY_MS = 24 * 3_600_000

/** When the numbers of a post are counted: so many days after it, at which share of what they come to. */
const COUNTS = [
  { after: 1, share: 0.35 },
  { after: 7, share: 0.8 },
  { after: 21, share: 1 },
]

type Author = keyof typeof AUTHORS
const NAMES: readonly Author[] = ['camille', 'noe', 'ada', 'julien', 'priya']
const written: Partial<Record<Author, readonly Written[]>>[] = [ENGLISH, FRENCH]

/** Fills the bank of the demo: its authors on these platforms, and their posts with numbers over weeks; waits until machines have looked at all of them. */
export async function fillBank(owner: Client, platforms: readonly string[]): Promise<void> {
  const profiles = await Promise.all(
    NAMES.map((name, n) =>
      owner.post<Profile>('/v1/profiles', { ...AUTHORS[name], platform: platforms[n % platforms.length] }),
    ),
  )
  const profileOf = new Map(NAMES.map((name, n) => [name, profiles[n]]))
  const now = Date.now()
  for (const count of COUNTS) {
    const items = NAMES.flatMap((name) =>
      written
        .flatMap((texts) => texts[name] ?? [])
        .filter(({ age }) => count === COUNTS[0] || age >= count.after)
        .map((post) => itemOf(post, { name, profile: profileOf.get(name), now, ...count })),
    )
    await owner.post('/v1/bank/import', { items })
  }
  await until('the bank to be looked at', async () => {
    const { items } = await owner.get<Page<BankPost>>('/v1/bank?limit=100')
    return items.some(({ waiting }) => waiting.length > 0) ? null : true
  })
}

interface Counted {
  name: Author
  profile: Profile | undefined
  now: number
  after: number
  share: number
}

function itemOf({ age, likes, text }: Written, { name, profile, now, after, share }: Counted) {
  const postedAt = now - age * DAY_MS
  const counted = (part: number) => Math.round(likes * part * share)
  return {
    profileId: profile?.id,
    platform: profile?.platform ?? '',
    externalId: `demo-${name}-${age}`,
    text,
    postedAt: new Date(postedAt).toISOString(),
    countedAt: new Date(Math.min(now, postedAt + after * DAY_MS)).toISOString(),
    // Questions are commented more, lists are saved more, as on real pages.
    metrics: {
      likes: counted(1),
      comments: counted(text.includes('?') ? 0.2 : 0.08),
      shares: counted(0.05),
      saves: counted(/\n\d\. /.test(text) ? 0.3 : 0.04),
      views: counted(24),
    },
  } satisfies Omit<BankItem, 'profileId'> & { profileId: string | undefined }
}
