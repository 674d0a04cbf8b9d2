/** Reads the name of the bucket of files from a wrangler.toml. */
export const bucketOf = (toml: string): string => /^bucket_name = "([\w-]+)"/m.exec(toml)?.[1] ?? ''
