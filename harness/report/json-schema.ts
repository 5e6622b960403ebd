import * as z from 'zod'
import { resultsSchema } from './schema.ts'

/** The published JSON Schema of results.json (draft 2020-12). Unknown members are permitted: newer files of this version may have more. */
export function resultsJsonSchema(): object {
  const title = 'results.json of cognito-identity-conformance, schemaVersion 1'
  return { title, ...z.toJSONSchema(resultsSchema, { target: 'draft-2020-12', io: 'input' }) }
}
