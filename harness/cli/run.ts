import path from 'node:path'
import { Command, Option } from 'commander'
import type { Level } from '../requirement/index.ts'
import {
  type CheckResult,
  type FormatName,
  type Report,
  type Results,
  exitCodeOf,
  formatNames,
  renderText,
} from '../report/index.ts'
import { type RunRequest, startRun } from '../run/index.ts'
import { parseTarget, parseUrl } from '../target/index.ts'
import { readConfig } from './config.ts'
import type { ConfiguredTarget } from './config-schema.ts'
import { confirmAws } from './confirm-aws.ts'
import { chooseBaseline } from './baseline-option.ts'
import { readLogins } from './given-logins.ts'
import { readHistory } from './history.ts'
import { readIssuerKey } from './issuer-key.ts'
import { certificates, formatList, header, percentage, role, shard, variable, wholeNumber } from './options.ts'
import { prepareFolder } from './out-folder.ts'
import { assertReplayable } from './recorded-options.ts'
import { onInterrupt } from './signals.ts'
import { createProgress } from './progress.ts'
import { revision, suite } from './suite.ts'
import { exitCodeThrough, startRunThrough } from './through.ts'
import { UsageError } from './trouble.ts'
import { defaultFormats, historiesFolder, writeReports } from './write-reports.ts'

export interface RunOptions {
  out: string
  format: FormatName[]
  json?: boolean
  quiet?: boolean
  color: boolean
  only?: string[]
  level: string
  maxIndeterminate: number
  seed?: number
  cases?: number
  historyLength?: number
  slow?: boolean
  audit?: boolean
  concurrency?: number
  timeLimit: number
  bail?: boolean
  shard?: { index: number; count: number }
  region?: string
  stsEndpoint?: string
  iamEndpoint?: string
  userPoolsEndpoint?: string
  logins: string
  issuerUrl?: string
  issuerKey?: string
  header?: Record<string, string>
  ca?: string
  through?: string
  config?: string
  createRoles?: boolean
  port?: number
  startLimit?: number
  env?: Record<string, string>
  role?: Record<string, string>
  yes?: boolean
  poolId?: string
  guests?: boolean
  readOnly?: boolean
  baseline?: string
  updateBaseline?: boolean
  against?: string
}

const causesShown = 20

export function createRunCommand(): Command {
  const command = new Command('run')
    .description('judge a target; the default target is the embedded reference')
    .argument(
      '[target]',
      'reference, aws, http(s)://host:port, image:…, preset:…, command:…, replay:…, or a name in the config file',
      'reference',
    )
    .option('--out <dir>', 'folder for results.json and the other reports', 'conformance-report')
    .option(
      '--format <list>',
      `comma-separated: ${formatNames.join(',')} (results.json always)`,
      formatList,
      defaultFormats,
    )
    .option('--json', 'results.json on standard output, progress on standard error')
  return withTargetOptions(command)
    .option('--through <url>', 'judge also through the proxy at this address, and say what it breaks')
    .addOption(
      new Option('--max-indeterminate <percent>', 'deciding checks that may end without an answer')
        .argParser(percentage)
        .default(0.05, '5'),
    )
    .option('--bail', 'end after the first failure that decides')
    .option(
      '--baseline <file>',
      'known deviations: what is listed there is no failure, what is there in vain ends with 2',
    )
    .option('--update-baseline', 'write into the baseline what this run found')
    .option('--against <results>', 'older results.json or a folder of them: says what moved; a regression diverges')
    .action(async (target: string, options: RunOptions, self: Command) => {
      process.exitCode = await run(target, options, self)
    })
}

/** What says which target is judged, on what, and how. */
export function withTargetOptions(command: Command): Command {
  return command
    .option('--quiet', 'print nothing but errors')
    .option('--no-color', 'plain text')
    .option('--only <pattern...>', 'requirement, check, topic or operation; * stands for anything')
    .addOption(
      new Option('--level <level>', 'levels that decide the exit code')
        .choices(['must', 'should', 'may'])
        .default('must'),
    )
    .option('--seed <n>', 'seed of the property checks; random by default', wholeNumber(0, 2 ** 31 - 1))
    .option(
      '--cases <n>',
      'cases of each property check (default: 25) and histories of each law (default: what the target’s rate allows)',
      wholeNumber(1, 100_000),
    )
    .option(
      '--history-length <n>',
      'calls of a random history at most (default: 40; 12 where it is played twice)',
      wholeNumber(1, 200),
    )
    .option('--slow', 'also run checks that wait for minutes')
    .option('--audit', 'look after every refused call whether it changed something, not only in one of twenty checks')
    .option(
      '--concurrency <n>',
      'checks at once (default: 16; 128 where the way to the target takes time)',
      wholeNumber(1, 256),
    )
    .option('--time-limit <seconds>', 'for each check', wholeNumber(1, 86_400), 30)
    .option('--shard <i/n>', 'run one of n parts', shard)
    .option('--region <region>', 'AWS region of the target (default: us-east-1)')
    .option('--sts-endpoint <url>', 'STS, where it is not at the same address')
    .option('--iam-endpoint <url>', 'IAM, where it is not at the same address')
    .option('--user-pools-endpoint <url>', 'cognito-idp, where it is not at the same address')
    .option(
      '--logins <source>',
      'where login tokens come from: issuer, user-pools, given=FILE or none; auto takes our issuer, else user pools',
      'auto',
    )
    .option('--issuer-url <url>', 'address under which the target reaches our issuer of login tokens')
    .option('--issuer-key <file>', 'private key of an issuer that is published at --issuer-url (issuer init)')
    .option('--header <name=value>', 'sent with every request; repeatable', header)
    .option('--port <n>', 'port that a container serves on (default: the preset’s, else 4566)', wholeNumber(1, 65_535))
    .option(
      '--start-limit <seconds>',
      'within which a container or command has to answer (default: 60)',
      wholeNumber(1, 3600),
    )
    .option('--env <name=value>', 'variable for a container or command; repeatable', variable)
    .option('--create-roles', 'on AWS: create roles and OIDC providers in IAM, and remove them')
    .option('--role <state=arn>', 'on AWS: a role to use, for authenticated or unauthenticated; repeatable', role)
    .option(
      '--pool-id <id>',
      'judge this pool, which is in use: it is never changed, and every identity made is deleted',
    )
    .option('--guests', 'with --pool-id: also make guests')
    .option('--read-only', 'with --pool-id: create nothing')
    .option('--yes', 'on AWS: do not ask before calls are made')
    .option('--ca <file>', 'certificates (PEM) to trust besides the usual ones', certificates)
    .option('--config <file>', 'config file (default: conformance.config.ts, .js, .mjs, .yaml or .json)')
}

async function run(name: string, options: RunOptions, command: Command): Promise<number> {
  const configured = (await readConfig(options.config))?.targets[name]
  assertReplayable(configured?.target ?? name, command)
  const baseline = await chooseBaseline(options, configured)
  const history = options.against === undefined ? undefined : await readHistory(options.against)
  const bail = options.bail === true && ((check: CheckResult) => baseline?.accepts(check) !== true)
  const request = { ...(await toRequest(name, configured, options)), bail }
  prepareFolder(options.out)

  if (request.target.kind === 'aws') await confirmAws(request, options.yes === true)

  const progress = createProgress(process.stderr, options.quiet === true)
  const { through } = options
  const handle = through === undefined ? startRun(request, progress) : startRunThrough(request, through, progress)
  const stopListening = onInterrupt(() => handle.interrupt())
  let found: Results
  try {
    found = await handle.results
  } finally {
    progress.end()
    stopListening()
  }
  if (found.checks.length === 0 && !found.run.partial) {
    throw new UsageError(`no check matches ${(options.only ?? []).join(' ') || 'this shard'}; list shows what there is`)
  }
  const updated = options.updateBaseline === true ? baseline?.update(found) : undefined
  const results = baseline?.apply(found) ?? found
  const content: Report = { results: [results], ...history?.since(results) }
  if (updated !== undefined && options.quiet !== true) process.stderr.write(updated)
  let where = ''
  try {
    await writeReports(content, options.out, options.format)
    where = `  report in ${options.out}/\n`
  } finally {
    // Also what cannot be written.
    print(results, content, where, options)
  }
  return through === undefined
    ? exitCodeOf(results, options.maxIndeterminate, content.movement)
    : exitCodeThrough(results, options.maxIndeterminate)
}

function print(results: Results, content: Report, where: string, { json, quiet, format, color }: RunOptions): void {
  if (json === true) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
  else if (quiet !== true && format.includes('text')) {
    const colour = color && process.stdout.isTTY && process.env['NO_COLOR'] === undefined
    process.stdout.write(renderText(results, { ...content, colour, causes: causesShown }) + where)
  }
}

/** What a person asked for. Throws `UsageError` or `TargetError` where it makes no sense. */
export async function toRequest(
  name: string,
  configured: ConfiguredTarget | undefined,
  options: RunOptions,
): Promise<Omit<RunRequest, 'bail'>> {
  const target = parseTarget(configured?.target ?? name)
  const sts = options.stsEndpoint ?? configured?.stsEndpoint
  const iam = options.iamEndpoint ?? configured?.iamEndpoint
  const userPools = options.userPoolsEndpoint ?? configured?.userPoolsEndpoint
  const headers = { ...configured?.headers, ...options.header }
  const issuer = await toIssuer(options.issuerUrl ?? configured?.issuerUrl, options.issuerKey)
  const timeLimitMs = options.timeLimit * 1000
  return {
    target,
    settings: {
      region: options.region ?? configured?.region ?? process.env['AWS_REGION'] ?? 'us-east-1',
      ...(sts === undefined ? {} : { sts: parseUrl(sts) }),
      ...(iam === undefined ? {} : { iam: parseUrl(iam) }),
      ...(options.port === undefined ? {} : { port: options.port }),
      ...(options.startLimit === undefined ? {} : { startLimitMs: options.startLimit * 1000 }),
      ...(options.env === undefined ? {} : { env: options.env }),
      ...(userPools === undefined ? {} : { userPools: parseUrl(userPools) }),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
      ...(options.ca === undefined ? {} : { ca: options.ca }),
    },
    options: {
      only: options.only ?? [],
      seed: options.seed ?? Math.floor(Math.random() * 2 ** 31),
      cases: options.cases ?? 25,
      ...(options.cases === undefined ? {} : { histories: options.cases }),
      ...(options.historyLength === undefined ? {} : { historyLength: options.historyLength }),
      slow: options.slow === true,
      timeLimitMs,
      requestTimeoutMs: Math.min(10_000, timeLimitMs),
      shard: options.shard ?? null,
      ...auditOf(target, options),
    },
    level: options.level.toUpperCase() as Level,
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
    declared: configured?.declares ?? [],
    createRoles: options.createRoles === true,
    ...liveOptions(options),
    ...(options.role === undefined ? {} : { roles: options.role }),
    logins: await readLogins(options.logins),
    issuer,
    histories: path.join(options.out, historiesFolder),
    suite: { ...suite, revision: revision() },
    command: `cognito-identity-conformance ${process.argv.slice(2).map(withoutValue).join(' ')}`,
  }
}

/** On AWS, where what was just written may be seen later, only on demand: a change of before would be taken for one of the refusal. */
function auditOf({ kind }: RunRequest['target'], { audit }: RunOptions): Pick<RunRequest['options'], 'audit'> {
  if (audit === true) return { audit: 'all' }
  return kind === 'aws' ? { audit: 'none' } : {}
}

function liveOptions({ poolId, guests, readOnly }: RunOptions): Pick<RunRequest, 'live'> {
  if (poolId !== undefined) {
    return { live: { poolId, mayMakeGuests: guests === true, isReadOnly: readOnly === true } }
  }
  if (guests === true || readOnly === true) throw new UsageError('--guests and --read-only belong to --pool-id')
  return {}
}

async function toIssuer(url: string | undefined, keyFile: string | undefined): Promise<RunRequest['issuer']> {
  if (keyFile !== undefined) {
    if (url === undefined) throw new UsageError('--issuer-key needs --issuer-url, where the issuer is published')
    return { published: { url: parseUrl(url), privateJwk: await readIssuerKey(keyFile) } }
  }
  // An advertised address means that the target is elsewhere: the issuer must then listen on all interfaces.
  return url === undefined ? {} : { url: parseUrl(url), host: '0.0.0.0', port: portOf(url) }
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url)
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}

/** Values of headers and variables may be secrets; the report shows only their names. */
function withoutValue(argument: string, index: number, all: readonly string[]): string {
  const follows = /^--(header|env)$/.test(all[index - 1] ?? '')
  return follows || /^--(header|env)=/.test(argument)
    ? argument.replace(/^((?:--(?:header|env)=)?[^=:]+)[=:].*$/s, '$1=…')
    : argument
}
