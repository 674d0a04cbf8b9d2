import type { ListeningItem, ListeningReport } from '#core/listening/schemas/posts.ts'
import type { CreateProject, Project } from '#core/listening/schemas/projects.ts'
import type { Client } from '../client.ts'

const DAY_MS = 24 * 3_600_000
const DAYS = 30

interface Told {
  project: Omit<CreateProject, 'platforms'>
  authors: readonly string[]
  /** What is said on usual days, the feelings mixed. */
  texts: readonly string[]
  /** What many say on one day. */
  event: { daysAgo: number; texts: readonly string[] }
  perDay: number
}

const TOLD: readonly Told[] = [
  {
    project: {
      name: 'Coffee in Lyon',
      description: 'Who talks of coffee in town, and how',
      scope: { hashtags: ['lyoncoffee', 'brunchlyon'], query: '-giveaway' },
    },
    authors: ['lea.eats', 'tom_walks', 'ines', 'marc.lyon', 'brunchclub', 'nadia', 'petit.guide'],
    texts: [
      'Best flat white I had this year, lovely people behind the bar. #lyoncoffee',
      'Queued twenty minutes for a cold croissant. Disappointing. #brunchlyon',
      'Where do you work with a laptop on a Sunday? #lyoncoffee',
      'Le meilleur granola de la ville, et un accueil adorable. #brunchlyon #lyoncoffee',
      'New roaster near Croix-Rousse, open from eight. #lyoncoffee',
      'Loved the terrace, hated the music. #brunchlyon',
      'Oat milk is free here now, great idea. #lyoncoffee #oatmilk',
      'Does anybody know a place with decaf filter? #lyoncoffee #decaf',
      'Service lent et café amer, on ne reviendra pas. #brunchlyon',
    ],
    event: {
      daysAgo: 3,
      texts: [
        'They ran out of everything by ten, terrible morning. #brunchlyon',
        'Card machine broken again, nobody told us in the queue. Awful. #brunchlyon',
        'So sad about the flooded kitchen, hope they open soon. #brunchlyon #lyoncoffee',
      ],
    },
    perDay: 5,
  },
  {
    project: {
      name: 'Rivals',
      description: 'What guests say of the cafés around us',
      scope: { creators: ['cafe.lumiere', 'torrefacteur'], query: '"Café Lumière" OR Torréfacteur' },
    },
    authors: ['cafe.lumiere', 'torrefacteur'],
    texts: [
      'Café Lumière opens a second shop in May, we are so happy.',
      'Torréfacteur: a new washed Ethiopian is on the bar this week.',
      'Café Lumière thanks everybody who came to the tasting, wonderful evening.',
      'Torréfacteur is closed on Monday for repairs, sorry for the trouble.',
    ],
    event: { daysAgo: 9, texts: ['Café Lumière wins the city’s award for the best brunch. Amazing!'] },
    perDay: 2,
  },
]

/** Makes two listening projects on these platforms and the web, and tells them what was said over the last thirty days: fewer posts at weekends, and one day that stands out. */
export async function fillListening(owner: Client, channels: readonly string[]): Promise<void> {
  const now = Date.now()
  const platforms = [...channels.slice(0, 2), 'web']
  for (const told of TOLD) {
    const { id } = await owner.post<Project>('/v1/projects', { ...told.project, platforms })
    await owner.post<ListeningReport>(`/v1/projects/${id}/import`, {
      items: itemsOf(told, platforms, now),
    })
  }
}

function itemsOf(
  { project, authors, texts, event, perDay }: Told,
  platforms: readonly string[],
  now: number,
): ListeningItem[] {
  return Array.from({ length: DAYS }, (_, n) => DAYS - 1 - n).flatMap((daysAgo) => {
    const midday = Math.floor((now - daysAgo * DAY_MS) / DAY_MS) * DAY_MS
    const isWeekend = [0, 6].includes(new Date(midday).getUTCDay())
    const isEvent = daysAgo === event.daysAgo
    const count = (isWeekend ? Math.ceil(perDay / 2) : perDay) * (isEvent ? 4 : 1) + (daysAgo % 3)
    return Array.from({ length: count }, (_, n): ListeningItem => {
      const said = isEvent && n % 4 > 0 ? event.texts : texts
      const pick = (of: number, salt: number) => (((daysAgo * 31 + n * 17 + salt) * 2_654_435_761) >>> 7) % of
      const platform = platforms[pick(platforms.length, 1)] ?? 'web'
      const likes = 3 + pick(40, 2) * (n === 0 && daysAgo % 6 === 0 ? 9 : 1)
      return {
        platform,
        externalId: `demo-${project.name.length}-${daysAgo}-${n}`,
        author: authors[pick(authors.length, 3)] ?? '',
        text: said[pick(said.length, 4)] ?? '',
        // Never later than now: today's posts stand in its past hours.
        postedAt: new Date(Math.min(midday + (8 + (n % 12)) * 3_600_000, now - n * 60_000)).toISOString(),
        metrics: { likes, comments: likes % 7, shares: likes % 4 },
      }
    })
  })
}
