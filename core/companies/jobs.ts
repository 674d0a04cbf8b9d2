declare module '#core/lib/kernel/jobs.ts' {
  interface Topics {
    companies: true
  }
}

export {}
