declare module '#core/lib/jobs.ts' {
  interface Topics {
    listening: true
  }
}

export {}
