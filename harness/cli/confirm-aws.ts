import { createInterface } from 'node:readline/promises'
import type { RunRequest } from '../run/index.ts'
import { UsageError } from './trouble.ts'

/** Measured on the reference: requests of a full run, pools and roles that it creates. */
const full = { requests: 3200, pools: 250, roles: 300 }

/** Says what a run against AWS will do and cost, and asks; `isAgreed` for where nobody can be asked. Throws `UsageError`. */
export async function confirmAws(request: RunRequest, isAgreed: boolean): Promise<void> {
  const { region } = request.settings
  const isWhole = request.options.only.length === 0
  process.stderr.write(
    [
      `This run creates identity pools of its own in ${region}, tagged cognito-identity-conformance, and removes them at the end.`,
      `A full run makes about ${full.requests} calls and ${full.pools} pools${request.createRoles ? ` and ${full.roles} IAM roles` : ''}${isWhole ? '' : '; this one is restricted'}.`,
      'Identity pools, IAM and STS calls are free of charge. Rates stay below the published quotas; GetId shares its quota with your applications.',
      '',
    ].join('\n'),
  )
  if (isAgreed) return
  if (!process.stdin.isTTY) throw new UsageError('a run against AWS needs --yes where nobody can be asked')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const answer = await terminal.question('Go on? [y/N] ')
  terminal.close()
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('not agreed; nothing was called')
}
