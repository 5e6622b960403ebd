import { Command } from 'commander'
import { printable } from '../report/index.ts'
import { type LeftBehind, dropJournal, findJournals, findTagged, removeResources, signInWith } from '../run/index.ts'
import { awsEndpoints, awsKeys, parseUrl } from '../target/index.ts'
import type { TargetAccess } from '../world/index.ts'
import { readIssuerKey } from './issuer-key.ts'
import { wholeNumber } from './options.ts'
import { UsageError } from './trouble.ts'

interface SweepOptions {
  dryRun?: boolean
  region: string
  olderThan: number
  tagged?: boolean
  issuerUrl?: string
  issuerKey?: string
}

const timeoutMs = 20_000

export function createSweepCommand(): Command {
  return new Command('sweep')
    .description(
      'remove what earlier runs left behind on AWS: what their journals name, and with --tagged what carries the suite’s tag',
    )
    .option('--dry-run', 'only say what would be removed')
    .option(
      '--issuer-url <url>',
      'where the issuer of the logins is published: identities of a live pool are found by them',
    )
    .option('--issuer-key <file>', 'its private key (issuer init)')
    .option('--tagged', 'also look for tagged resources whose journal is lost')
    .option('--region <region>', 'where to look for tagged resources', process.env['AWS_REGION'] ?? 'us-east-1')
    .option('--older-than <hours>', 'age of tagged resources without a journal', wholeNumber(0, 8760), 24)
    .action(async (options: SweepOptions) => {
      process.exitCode = await sweep(options)
    })
}

/** Answers 0 where nothing is left, 1 where something could not be removed. */
async function sweep(options: SweepOptions): Promise<number> {
  const { dryRun: isDryRun = false, tagged = false, region, olderThan } = options
  const signIn = await readSignIn(options)
  const journals: LeftBehind[] = findJournals()
  const keys = journals.length === 0 && !tagged ? undefined : await awsKeys()
  let isClean = true
  const removeOf = async (
    found: LeftBehind['journal'],
    access: Pick<TargetAccess, 'endpoints' | 'keys'>,
  ): Promise<boolean> => {
    const { removed, residue } = await removeResources(found, access, timeoutMs, isDryRun, signIn)
    for (const name of removed) print(`${isDryRun ? 'would remove' : 'removed'} ${name}`)
    for (const { resource, reason } of residue) print(`left ${resource}: ${reason}`)
    return residue.length === 0
  }
  if (keys !== undefined) {
    for (const { file, journal } of journals) {
      print(`run ${journal.header.runId} of ${journal.header.startedAt}`)
      const isGone = await removeOf(journal, { endpoints: journal.header.endpoints, keys })
      isClean &&= isGone
      if (isGone && !isDryRun) dropJournal(file)
    }
    if (tagged) {
      const access = { endpoints: awsEndpoints(region), keys }
      for (const journal of await findTagged(access, timeoutMs, olderThan)) {
        const isGone = await removeOf(journal, access)
        isClean &&= isGone
      }
    }
  }
  print(
    isClean
      ? isDryRun
        ? 'nothing was removed (--dry-run)'
        : 'nothing is left behind'
      : 'some resources are left; try again',
  )
  return isClean ? 0 : 1
}

async function readSignIn({ issuerUrl, issuerKey }: SweepOptions): Promise<ReturnType<typeof signInWith> | undefined> {
  if (issuerUrl === undefined && issuerKey === undefined) return undefined
  if (issuerUrl === undefined || issuerKey === undefined)
    throw new UsageError('--issuer-url and --issuer-key belong together')
  return signInWith({ url: parseUrl(issuerUrl), privateJwk: await readIssuerKey(issuerKey) })
}

function print(line: string): void {
  process.stdout.write(`${printable(line, 400)}\n`)
}
