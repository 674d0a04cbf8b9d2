import { Logger, makeWorkerUtils, run } from 'graphile-worker'

const WORKERS = 4
const BATCH = 100

/** Measures bare jobs per second of graphile-worker, without its start, its first fetch and its last completion. */
export async function bareJobs(connectionString: string, jobs: number): Promise<number> {
  let done = 0
  let startedAt = 0
  const finished = Promise.withResolvers<void>()
  const bench = async () => {
    startedAt ||= performance.now()
    if (++done === jobs) finished.resolve()
  }
  const options = {
    connectionString,
    logger: new Logger(() => () => undefined),
    noHandleSignals: true,
    parsedCronItems: [],
    taskList: { bench },
    preset: {
      worker: {
        concurrentJobs: BATCH,
        maxPoolSize: WORKERS,
        pollInterval: 100,
        localQueue: { size: 5 * BATCH },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  }
  const utils = await makeWorkerUtils(options)
  await utils.addJobs(Array.from({ length: jobs }, () => ({ identifier: 'bench', payload: {} })))
  await utils.release()
  const runner = await run(options)
  await finished.promise
  const ms = performance.now() - startedAt
  await runner.stop()
  return jobs / (ms / 1_000)
}
