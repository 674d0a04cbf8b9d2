#!/usr/bin/env bash
# @asteasolutions/zod-to-openapi 9.1.0 with zod 4.6.7: where a named schema may be null, an OpenAPI 3.1 document depends on the order
# of the fields, and is wrong either way.
#
# `first: Pet.nullable(), second: Pet`: the component Pet itself is written as `type: ["object", "null"]`, so that `second` may be
# null as well. `second: Pet, first: Pet.nullable()`: `first` is an `allOf` of the reference and `type: ["object", "null"]`; null
# meets only one of the two, and a validator refuses the null that zod takes. Right would be `anyOf` of the reference and
# `type: "null"`, and a component without null, in both orders.
#
# Seen: the lines of EXPECTED below; each says whether zod and whether the document (by ajv) takes it.
#
# Chorus registers every named schema before the routes, and writes such fields as `anyOf` (`workers/api/document.ts`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

EXPECTED='nullable first: first is null: zod true, document true
nullable first: second is null: zod false, document true
nullable last: first is null: zod true, document false
nullable last: second is null: zod false, document false'

npm init --yes >/dev/null
npm install --silent --no-audit --no-fund @asteasolutions/zod-to-openapi@9.1.0 zod@4.6.7 ajv@8.17.1
cat >take.mjs <<'JS'
import { extendZodWithOpenApi, OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi'
import Ajv from 'ajv/dist/2020.js'
import * as z from 'zod'

extendZodWithOpenApi(z)
const Pet = z.object({ name: z.string() }).meta({ id: 'Pet' })
const owners = {
  'nullable first': z.object({ first: Pet.nullable(), second: Pet }),
  'nullable last': z.object({ second: Pet, first: Pet.nullable() }),
}
const pet = { name: 'Tom' }
const tried = { 'first is null': { first: null, second: pet }, 'second is null': { first: pet, second: null } }

for (const [order, owner] of Object.entries(owners)) {
  const registry = new OpenAPIRegistry()
  registry.register('Owner', owner)
  const document = new OpenApiGeneratorV31(registry.definitions).generateComponents()
  const ajv = new Ajv({ strict: false })
  const documented = ajv.compile({ ...document, $ref: '#/components/schemas/Owner' })
  for (const [what, value] of Object.entries(tried))
    console.log(`${order}: ${what}: zod ${owner.safeParse(value).success}, document ${documented(value)}`)
}
JS
seen=$(node take.mjs)
printf '%s\n' "$seen"
[ "$seen" = "$EXPECTED" ]
echo '@asteasolutions/zod-to-openapi 9.1.0 behaves as written here.'
