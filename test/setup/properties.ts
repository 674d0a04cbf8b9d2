import fc from 'fast-check'

/** Tests properties on the same inputs each time, so that a passing change stays green; `CHORUS_SEED` takes others. */
fc.configureGlobal({ seed: Number(process.env.CHORUS_SEED || 20_260_701) })
