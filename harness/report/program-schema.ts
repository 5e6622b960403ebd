import * as z from 'zod'
import { tokenKinds } from '../../fixtures/issuers/index.ts'

const templates = z.record(z.string(), z.string())
const service = z.enum(['cognito-identity', 'sts', 'iam', 'cognito-idp'])

/** One call of a program; all texts are templates (harness/repro/template.ts). */
const step = z.looseObject({
  service,
  operation: z.string(),
  /** False: not at all; true: as usual. */
  signed: z.union([
    z.boolean(),
    z.looseObject({
      accessKeyId: z.string().optional(),
      secretAccessKey: z.string().optional(),
      sessionToken: z.string().optional(),
      region: z.string().optional(),
      service: z.string().optional(),
      shift: z.number().optional(),
      dateShift: z.number().optional(),
      body: z.string().optional(),
      headers: templates.optional(),
      authorization: z.string().optional(),
      presignedFor: z.number().optional(),
    }),
  ]),
  accepted: z.boolean(),
  /** All pages of a list, one after the other. */
  pages: z.boolean().optional(),
  input: z.record(z.string(), z.unknown()).optional(),
  raw: z
    .looseObject({
      method: z.string(),
      path: z.string(),
      headers: templates,
      body: z.string(),
      bytes: z.string().optional(),
    })
    .optional(),
  talk: z.array(z.string()).optional(),
})

const where = z.string()
const demand = z.discriminatedUnion('is', [
  z.looseObject({ is: z.literal('accepted') }),
  z.looseObject({ is: z.literal('refused'), codes: z.array(z.string()) }),
  z.looseObject({ is: z.enum(['equal', 'different']), where, value: z.unknown() }),
  z.looseObject({ is: z.enum(['one-of', 'none-of', 'same-set', 'containing']), where, values: z.array(z.unknown()) }),
  z.looseObject({ is: z.literal('repeats'), where, other: where }),
  z.looseObject({ is: z.literal('like'), where, pattern: z.string(), flags: z.string() }),
  z.looseObject({ is: z.literal('between'), where, low: z.number(), high: z.number() }),
  z.looseObject({ is: z.literal('other'), face: z.string() }),
  z.looseObject({ is: z.literal('compared') }),
])

/** The calls that show a failure, from an empty target on, without secrets. */
export const programSchema = z.looseObject({
  region: z.string(),
  endpoints: z.partialRecord(service, z.string()).optional(),
  /** Names of headers that every request needs. */
  headers: z.array(z.string()).optional(),
  tokens: z
    .array(
      z.looseObject({
        provider: z.string(),
        user: z.string(),
        kind: z.enum(tokenKinds),
        claims: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  steps: z.array(step).min(1),
  /** Number of the step whose answer is judged. */
  judged: z.int().positive(),
  /** Numbers of steps that go out at the same time. */
  together: z.array(z.int()).optional(),
  demand,
  known: z.array(z.string()).optional(),
  expected: z.string(),
  got: z.string(),
  at: z.string(),
  /** Calls left out, because there were too many. */
  shortened: z.int().optional(),
})
