import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command, Option } from 'commander'
import type { Level } from '../requirement/index.ts'
import {
  type FormatName,
  type Results,
  exitCodeOf,
  formatFacts,
  formatNames,
  renderFormat,
  renderText,
} from '../report/index.ts'
import { type RunRequest, startRun } from '../run/index.ts'
import { parseTarget, parseUrl } from '../target/index.ts'
import { readConfig } from './config.ts'
import type { ConfiguredTarget } from './config-schema.ts'
import { formatList, header, percentage, shard, wholeNumber } from './options.ts'
import { prepareFolder } from './out-folder.ts'
import { createProgress } from './progress.ts'
import { revision, suite, suiteFiles } from './suite.ts'
import { readSources } from './sources.ts'
import { UsageError } from './trouble.ts'

interface RunOptions {
  out: string
  format: FormatName[]
  json?: boolean
  quiet?: boolean
  color: boolean
  only?: string[]
  level: string
  maxIndeterminate: number
  seed?: number
  cases: number
  slow?: boolean
  concurrency: number
  timeLimit: number
  bail?: boolean
  shard?: { index: number; count: number }
  region?: string
  stsEndpoint?: string
  iamEndpoint?: string
  logins: 'auto' | 'issuer' | 'none'
  issuerUrl?: string
  header?: Record<string, string>
  config?: string
}

const defaultFormats: FormatName[] = ['text', 'html', 'junit']
const causesShown = 20

export function createRunCommand(): Command {
  return new Command('run')
    .description('judge a target; the default target is the embedded reference')
    .argument('[target]', 'reference, http(s)://host:port, or a name in the config file', 'reference')
    .option('--out <dir>', 'folder for results.json and the other reports', 'conformance-report')
    .option(
      '--format <list>',
      `comma-separated: ${formatNames.join(',')} (results.json always)`,
      formatList,
      defaultFormats,
    )
    .option('--json', 'results.json on standard output, progress on standard error')
    .option('--quiet', 'print nothing but errors')
    .option('--no-color', 'plain text')
    .option('--only <pattern...>', 'requirement, check, topic or operation; * stands for anything')
    .addOption(
      new Option('--level <level>', 'levels that decide the exit code')
        .choices(['must', 'should', 'may'])
        .default('must'),
    )
    .addOption(
      new Option('--max-indeterminate <percent>', 'deciding checks that may end without an answer')
        .argParser(percentage)
        .default(0.05, '5'),
    )
    .option('--seed <n>', 'seed of the property checks; random by default', wholeNumber(0, 2 ** 31 - 1))
    .option('--cases <n>', 'cases of each property check', wholeNumber(1, 100_000), 25)
    .option('--slow', 'also run checks that wait for minutes')
    .option('--concurrency <n>', 'checks at once', wholeNumber(1, 256), 16)
    .option('--time-limit <seconds>', 'for each check', wholeNumber(1, 86_400), 30)
    .option('--bail', 'end after the first failure that decides')
    .option('--shard <i/n>', 'run one of n parts', shard)
    .option('--region <region>', 'AWS region of the target (default: us-east-1)')
    .option('--sts-endpoint <url>', 'STS, where it is not at the same address')
    .option('--iam-endpoint <url>', 'IAM, where it is not at the same address')
    .addOption(
      new Option('--logins <source>', 'where login tokens come from; auto takes our issuer if the target does')
        .choices(['auto', 'issuer', 'none'])
        .default('auto'),
    )
    .option('--issuer-url <url>', 'address under which the target reaches our issuer of login tokens')
    .option('--header <name=value>', 'sent with every request; repeatable', header)
    .option('--config <file>', 'config file (default: conformance.config.ts, .js, .mjs, .yaml or .json)')
    .action(async (target: string, options: RunOptions) => {
      process.exitCode = await run(target, options)
    })
}

async function run(name: string, options: RunOptions): Promise<number> {
  const wanted = options.format
  const configured = (await readConfig(options.config))?.targets[name]
  const request = toRequest(name, configured, options)
  prepareFolder(options.out)

  const progress = createProgress(process.stderr, options.quiet === true)
  const handle = startRun(request, progress)
  const stopListening = onInterrupt(() => handle.interrupt())
  let results: Results
  try {
    results = await handle.results
  } finally {
    progress.end()
    stopListening()
  }
  if (results.checks.length === 0 && !results.run.partial) {
    throw new UsageError(`no check matches ${(options.only ?? []).join(' ') || 'this shard'}; list shows what there is`)
  }
  await writeReports(results, options.out, wanted)
  if (options.json === true) process.stdout.write(`${JSON.stringify(results, null, 2)}\n`)
  else if (options.quiet !== true && wanted.includes('text')) {
    const colour = options.color && process.stdout.isTTY && process.env['NO_COLOR'] === undefined
    process.stdout.write(renderText(results, { colour, causes: causesShown }))
    process.stdout.write(`  report in ${options.out}/\n`)
  }
  return exitCodeOf(results, options.maxIndeterminate)
}

function toRequest(name: string, configured: ConfiguredTarget | undefined, options: RunOptions): RunRequest {
  const target = parseTarget(configured?.target ?? name)
  const sts = options.stsEndpoint ?? configured?.stsEndpoint
  const iam = options.iamEndpoint ?? configured?.iamEndpoint
  const headers = { ...configured?.headers, ...options.header }
  const issuerUrl = options.issuerUrl ?? configured?.issuerUrl
  const timeLimitMs = options.timeLimit * 1000
  return {
    target,
    settings: {
      region: options.region ?? configured?.region ?? process.env['AWS_REGION'] ?? 'us-east-1',
      ...(sts === undefined ? {} : { sts: parseUrl(sts) }),
      ...(iam === undefined ? {} : { iam: parseUrl(iam) }),
      ...(Object.keys(headers).length === 0 ? {} : { headers }),
    },
    options: {
      only: options.only ?? [],
      seed: options.seed ?? Math.floor(Math.random() * 2 ** 31),
      cases: options.cases,
      slow: options.slow === true,
      timeLimitMs,
      requestTimeoutMs: Math.min(10_000, timeLimitMs),
      shard: options.shard ?? null,
    },
    level: options.level.toUpperCase() as Level,
    concurrency: options.concurrency,
    bail: options.bail === true,
    declared: configured?.declares ?? [],
    logins: options.logins,
    // An advertised address means that the target is elsewhere: the issuer must then listen on all interfaces.
    issuer: issuerUrl === undefined ? {} : { url: parseUrl(issuerUrl), host: '0.0.0.0', port: portOf(issuerUrl) },
    suites: suiteFiles(),
    suite: { ...suite, revision: revision() },
    command: `cognito-identity-conformance ${process.argv.slice(2).map(withoutHeaderValue).join(' ')}`,
  }
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url)
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}

/** Header values may be secrets; the report shows only their names. */
function withoutHeaderValue(argument: string, index: number, all: readonly string[]): string {
  const follows = all[index - 1] === '--header'
  return follows || argument.startsWith('--header=')
    ? argument.replace(/^((?:--header=)?[^=:]+)[=:].*$/s, '$1=…')
    : argument
}

async function writeReports(results: Results, folder: string, wanted: readonly FormatName[]): Promise<void> {
  writeFileSync(path.join(folder, 'results.json'), `${JSON.stringify(results, null, 2)}\n`)
  const sources = wanted.includes('html') ? await readSources() : {}
  for (const name of wanted) {
    writeFileSync(path.join(folder, formatFacts(name).file), await renderFormat(name, { results: [results], sources }))
  }
}

/** The first Ctrl-C ends the run and keeps what is there; the second one ends the process. */
function onInterrupt(interrupt: () => void): () => void {
  let count = 0
  const listener = (): void => {
    count += 1
    if (count > 1) process.exit(130)
    process.stderr.write('\ninterrupted: ending the checks that are under way; once more to end at once\n')
    interrupt()
  }
  process.on('SIGINT', listener)
  process.on('SIGTERM', listener)
  return () => {
    process.off('SIGINT', listener)
    process.off('SIGTERM', listener)
  }
}
