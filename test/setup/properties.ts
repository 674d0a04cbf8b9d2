import fc from 'fast-check'

/** Properties are tried on the same inputs each time, so that what landed stays green; `CHORUS_SEED` tries them on others. */
fc.configureGlobal({ seed: Number(process.env.CHORUS_SEED || 20_260_701) })
