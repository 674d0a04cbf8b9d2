declare module '#core/lib/jobs.ts' {
  interface Topics {
    operations: true
  }
}

export {}
