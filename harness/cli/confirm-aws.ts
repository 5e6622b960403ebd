import { createInterface } from 'node:readline/promises'
import type { RunRequest } from '../run/index.ts'
import { tagKey } from '../world/index.ts'
import { UsageError } from './trouble.ts'

/** Measured on the reference as AWS: requests of a full run, pools and roles that it creates, and pools that are there at once. */
const full = { requests: 16_000, pools: 750, poolsAtOnce: 90, roles: 270 }

/** Says what a run against AWS will do and cost, and asks; `isAgreed` for where nobody can be asked. Throws `UsageError`. */
export async function confirmAws(request: RunRequest, isAgreed: boolean): Promise<void> {
  process.stderr.write([...describeRun(request), free, ''].join('\n'))
  if (isAgreed) return
  if (!process.stdin.isTTY) throw new UsageError('a run against AWS needs --yes where nobody can be asked')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question('Go on? [y/N] ')
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('not agreed; nothing was called')
}

const free =
  'Identity pools, IAM and STS calls are free of charge. Rates stay below the published quotas; GetId shares its quota with your applications.'

function describeRun({ settings: { region }, live, createRoles, options }: RunRequest): string[] {
  if (live !== undefined) {
    return [
      live.isReadOnly
        ? `This run reads the identity pool ${live.poolId} in ${region} and creates nothing.`
        : `This run makes identities in the pool ${live.poolId} in ${region} and deletes them at the end; the pool's configuration is not changed.`,
    ]
  }
  return [
    `This run creates identity pools of its own in ${region}, tagged ${tagKey}, and removes them at the end.`,
    `A full run makes about ${full.requests} calls and ${full.pools} pools, at most ${full.poolsAtOnce} at once${createRoles ? ` and ${full.roles} IAM roles` : ''}${options.only.length === 0 ? '' : '; this one is restricted'}.`,
  ]
}
