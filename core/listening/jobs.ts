declare module '#core/lib/kernel/jobs.ts' {
  interface Topics {
    listening: true
  }
}

export {}
