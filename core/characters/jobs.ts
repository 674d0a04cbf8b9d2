declare module '#core/lib/kernel/jobs.ts' {
  interface Topics {
    characters: true
  }
}

export {}
