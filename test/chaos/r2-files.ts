import { newId } from '#core/lib/kernel/ids.ts'
import type { Preparation } from '#core/lib/platform/connector.ts'
import { asOwner } from '#test/database.ts'
import type { Process } from './process.ts'
import type { PlannedPost } from './r2-world.ts'
import type { Random } from './random.ts'

/** Parts of each file; one is sent in a step. */
const PARTS = 4
/** Shares of steps that are refused for now, that never arrive, and whose answer is lost. */
const FAULTS = { refused: 0.05, lost: 0.05, unheard: 0.05 }
const AHEAD_MS = 5 * 60_000

/** Files that posts of a run show, as the platform has them: it takes a part in each step. */
export class Files {
  /** The target that each file was sent for, and the parts that came, in their order. */
  readonly #uploads: { target: string; parts: number[] }[] = []
  readonly #random: Random
  readonly #calm: boolean
  /** The posts that have a file. */
  readonly posts = new Set<string>()
  /** What is wrong with the files of posts that were published. */
  readonly amiss: string[] = []

  constructor(random: Random, calm: boolean) {
    this.#random = random
    this.#calm = calm
  }

  /** Gives a file to a share of the posts that go to readable channels alone. */
  async give(posts: readonly PlannedPost[], share: number): Promise<void> {
    const rows = posts
      .filter(({ targets }) => targets.every(({ channel }) => channel.readable) && this.#random.chance(share))
      .map(({ id: post, workspaceId: workspace }) => ({ id: newId(), post, workspace }))
    for (const { post } of rows) this.posts.add(post)
    await asOwner(
      `with r as (select * from jsonb_to_recordset($1::jsonb) as r(id uuid, post uuid, workspace uuid)), m as (
         insert into media (id, workspace_id, kind, mime_type, file_name, size_bytes, sha256, object_name)
         select id, workspace, 'video', 'video/mp4', 'tour.mp4', 4, 'x', id::text from r
       )
       insert into scheduled_post_media (id, workspace_id, scheduled_post_id, position, media_id)
       select id, workspace, post, 0, id from r`,
      [JSON.stringify(rows)],
    )
  }

  preparation(process: Process, now: () => Date): Preparation {
    return {
      kinds: ['video'],
      aheadMs: AHEAD_MS,
      step: async (_account, _media, handle, { id: target }) => {
        const fate = this.#calm ? 1 : this.#random.next()
        const { refused, lost, unheard } = FAULTS
        if (fate < refused) return { kind: 'retry', reason: 'Not now.' }
        if (fate < refused + lost) throw new Error('It never arrived.')
        const [file, sent] = await process.step('platform', async () => {
          const [known, part = 0] = handle?.split('/').map(Number) ?? []
          const at = known ?? this.#uploads.push({ target, parts: [] }) - 1
          this.#uploads[at]?.parts.push(part)
          return [at, part + 1] as const
        })
        if (fate < refused + lost + unheard) throw new Error('No answer came.')
        const next = `${file}/${sent}`
        return sent === PARTS ? { kind: 'ready', handle: next } : { kind: 'pending', handle: next, at: now() }
      },
    }
  }

  /** Checks what is published: a post that has a file shows its own, whole, and no other does. */
  publish(target: string, hasFile: boolean, handle: string | undefined): void {
    const upload = this.#uploads[Number(handle?.split('/')[0])]
    if (!hasFile && handle === undefined) return
    if (!hasFile || !upload) this.amiss.push('published without its file, or with one that it does not have')
    else if (upload.target !== target) this.amiss.push('published with the file of another')
    else if (new Set(upload.parts).size !== PARTS) this.amiss.push('published with a part of its file')
  }
}
