import * as z from 'zod'

const address = z.url({ protocol: /^https?$/ })

const target = z.strictObject({
  /** What `run` takes: `reference` or an address. */
  target: z.string(),
  region: z.string().optional(),
  stsEndpoint: address.optional(),
  iamEndpoint: address.optional(),
  userPoolsEndpoint: address.optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** Operations that the target is said to have: one that is missing is a failure. */
  declares: z.array(z.string()).optional(),
  issuerUrl: address.optional(),
  /** File of known deviations, from the config file's folder. */
  baseline: z.string().optional(),
})

export const configSchema = z.strictObject({ targets: z.record(z.string(), target) })

export type Config = z.infer<typeof configSchema>
export type ConfiguredTarget = Config['targets'][string]
