declare module '#core/lib/kernel/jobs.ts' {
  interface Topics {
    operations: true
  }
}

export {}
