import { sweepUndecided } from '#core/comments/actions/decide.ts'
import { sweepPolls } from '#core/comments/actions/poll.ts'
import { sweepActions } from '#core/comments/actions/send.ts'
import { commentJobs } from '#core/comments/jobs.ts'
import { commentWorkers } from '#core/comments/workers.ts'
import { commentEndpoints } from '../api/routes/comments.ts'
import { comments as consume } from '../consumers/comments.ts'
import { type Domain, delivered } from '../domain.ts'

const untilDue = ({ at }: { at: string }, now: Date) => new Date(at).getTime() - now.getTime()

export const comments: Domain = {
  endpoints: commentEndpoints,
  workers: commentWorkers,
  jobs: delivered(commentJobs, {
    'comments.poll': { queue: 'comments' },
    'comments.decide': { queue: 'comments' },
    'comments.send': { queue: 'comments', delayMs: untilDue },
    'comments.look': { queue: 'comments', delayMs: untilDue },
  }),
  queues: { comments: { jobs: 'COMMENTS', consume } },
  sweeps: [
    { name: 'comments', worker: 'comments', run: sweepPolls },
    { name: 'undecidedComments', worker: 'comments', run: sweepUndecided },
    { name: 'commentActions', worker: 'comments', run: sweepActions },
  ],
}
