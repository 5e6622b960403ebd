import * as z from 'zod'
import { programSchema } from './program-schema.ts'
import { verdicts } from '../verdict/index.ts'

/** The contract that other tools rely on. Unknown members are kept, so that newer files of the same version can be read. */
const level = z.enum(['MUST', 'SHOULD', 'MAY'])
const verdict = z.enum(verdicts)
const counts = z.record(verdict, z.int().nonnegative())

const exchange = z.looseObject({
  service: z.string(),
  operation: z.string(),
  startedAt: z.number(),
  durationMs: z.number(),
  request: z.looseObject({
    method: z.string(),
    url: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.string(),
  }),
  response: z.looseObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.string() }).optional(),
  error: z.string().optional(),
})

/** One cause that a law found, with the shortest history that shows it. */
const lawCase = z.looseObject({
  law: z.string(),
  kind: z.enum(['histories', 'relation', 'race']),
  relation: z.string().optional(),
  signature: z.string(),
  /** Of the rule that was broken. */
  requirement: z.string(),
  sentence: z.string(),
  operation: z.string(),
  expected: z.array(z.string()),
  got: z.string(),
  story: z.array(z.string()),
  history: z.looseObject({ steps: z.array(z.unknown()) }),
  calls: z.int(),
  seen: z.int(),
  reproduced: z.enum(['always', 'sometimes', 'once']),
  order: z.string().optional(),
})

const failure = z.looseObject({
  message: z.string(),
  expected: z.string(),
  got: z.string(),
  at: z.string(),
  signature: z.string(),
  reproduced: z.enum(['always', 'sometimes', 'once']),
  exchanges: z.array(exchange),
  /** `reason`: why there is no program. */
  repro: z.looseObject({ command: z.string(), program: programSchema.optional(), reason: z.string().optional() }),
  cases: z.array(lawCase).optional(),
  property: z.looseObject({ seed: z.int(), path: z.string(), counterexample: z.string(), cases: z.int() }).optional(),
})

/** What the baseline of known deviations says of a judged check that it lists. */
const known = z.looseObject({
  /**
   * known: fails as listed, in time. expired: fails as listed, past the day. different: fails otherwise. stale: passes.
   * missing: the target lacks the operation that it had when the baseline was written.
   */
  state: z.enum(['known', 'expired', 'different', 'stale', 'missing']),
  reason: z.string(),
  ticket: z.string().optional(),
  expires: z.string().optional(),
})

const check = z.looseObject({
  id: z.string(),
  /** Ids that the check had in earlier versions of the suite. */
  formerly: z.array(z.string()).optional(),
  requirement: z.string(),
  level,
  kind: z.enum(['scenario', 'property', 'law', 'wire']),
  topic: z.string(),
  title: z.string(),
  sentence: z.string(),
  /** Edges of the service model that the check tries. */
  covers: z.array(z.looseObject({ constraint: z.string(), side: z.enum(['allowed', 'refused']) })).optional(),
  /** Pairs of operation and declared error that the check saw and passed: `GetId/NotAuthorizedException`. */
  provokes: z.array(z.string()).optional(),
  /** What of it was found out when it was recorded, and not at replay. */
  recorded: z.literal('signature').optional(),
  /** The check looks back at all others, so that each shard of a run has it. */
  isOfWholeRun: z.literal(true).optional(),
  verdict,
  durationMs: z.number(),
  requests: z.int(),
  reason: z.string().optional(),
  observation: z.string().optional(),
  failure: failure.optional(),
  known: known.optional(),
})

const figures = z.looseObject({
  /** fail ÷ judged; null where nothing was judged. */
  divergence: z.number().min(0).max(1).nullable(),
  /** judged ÷ demanded; null where nothing was demanded. */
  coverage: z.number().min(0).max(1).nullable(),
})

/** What is different through a proxy, compared with the target itself (`run --through`). */
const comparison = z.looseObject({
  direct: z.string(),
  through: z.string(),
  /** Whether the proxy took a pass or an observation away, or changed an answer. */
  broken: z.boolean(),
  checks: z.array(
    z.looseObject({
      id: z.string(),
      direct: verdict,
      through: verdict,
      broken: z.boolean(),
      reason: z.string().optional(),
    }),
  ),
  answers: z.array(z.looseObject({ operation: z.string(), change: z.string() })),
})

const side = z.enum(['green', 'red', 'untried'])
const total = z.int().nonnegative()

/** Input constraints of the service model; a side is green where a check tried it and none failed. */
const constraints = z.looseObject({
  total,
  bothGreen: total,
  oneGreen: total,
  noneGreen: total,
  entries: z.record(z.string(), z.looseObject({ allowed: side, refused: side, reason: z.string().optional() })),
})

/** Pairs of operation and declared error; `first` of the passing `checks` that provoked it. */
const operationErrors = z.looseObject({
  total,
  provoked: total,
  excluded: total,
  open: total,
  entries: z.record(
    z.string(),
    z.looseObject({ checks: total, first: z.string().optional(), excluded: z.string().optional() }),
  ),
})

/** Checks by what the baseline says of them; `new` fail and are not listed. */
const baseline = z.looseObject({
  file: z.string(),
  known: total,
  new: total,
  different: total,
  expired: total,
  stale: total,
  missing: total,
  /** Lines of the baseline whose checks this run did not judge. */
  unjudged: z.array(z.string()),
  /** Lines that name no check of a run of all checks. */
  unknown: z.array(z.string()),
  /** Lines that nobody gave a reason yet. */
  unreasoned: z.array(z.string()),
})

/** Members seen in accepted calls, outputs with the right type. */
const members = z.looseObject({
  input: z.looseObject({ total, used: total, missing: z.array(z.string()) }),
  output: z.looseObject({ total, observed: total, missing: z.array(z.string()) }),
  unknown: z.array(z.string()),
})

export const resultsSchema = z.looseObject({
  schemaVersion: z.literal(1),
  suite: z.looseObject({ name: z.string(), version: z.string(), revision: z.string().nullable(), seed: z.int() }),
  target: z.looseObject({
    spec: z.string(),
    kind: z.string(),
    name: z.string(),
    version: z.string().nullable(),
    digest: z.string().nullable(),
    region: z.string(),
    declared: z.looseObject({}),
    probed: z.looseObject({}),
    /** Of a replay: what was recorded, and when. */
    recording: z
      .looseObject({
        spec: z.string(),
        kind: z.string(),
        recordedAt: z.string(),
        ageDays: z.int(),
        isStale: z.boolean(),
        /** Checks whose verdict is not the recorded one. */
        judgedOtherwise: z.array(z.string()),
      })
      .optional(),
  }),
  run: z.looseObject({
    startedAt: z.string(),
    durationMs: z.number(),
    requests: z.int(),
    partial: z.boolean(),
    /** Whether only some of the checks were wanted (`--only`). */
    restricted: z.boolean().optional(),
    /** What the run created and could not remove. */
    residue: z.array(z.looseObject({ resource: z.string(), reason: z.string() })).optional(),
    command: z.string(),
    level,
    /** The part of the checks that the run took; absent where it took all. */
    shard: z.looseObject({ index: z.int().positive(), count: z.int().positive() }).optional(),
  }),
  summary: figures.extend({
    verdicts: counts,
    byLevel: z.record(level, figures.extend({ verdicts: counts, judged: z.int(), demanded: z.int() })),
    model: z.looseObject({
      operations: z.record(z.string(), z.enum(['implemented', 'not-implemented', 'unknown'])),
      constraints,
      operationErrors,
      members,
    }),
    baseline: baseline.optional(),
  }),
  checks: z.array(check),
  comparison: comparison.optional(),
})

export type Results = z.infer<typeof resultsSchema>
export type Comparison = NonNullable<Results['comparison']>
export type CheckResult = Results['checks'][number]
export type Known = NonNullable<CheckResult['known']>
export type BaselineSummary = NonNullable<Results['summary']['baseline']>
export type LevelSummary = Results['summary']['byLevel']['MUST']
