declare module '#core/lib/kernel/jobs.ts' {
  interface Topics {
    billing: true
  }
}

export {}
