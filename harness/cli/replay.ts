import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Command } from 'commander'
import { type Results, exitCodeOf, printable } from '../report/index.ts'
import { type RunRequest, startRun } from '../run/index.ts'
import type { LawCase } from '../verdict/index.ts'
import { readConfig } from './config.ts'
import { confirmAws } from './confirm-aws.ts'
import type { StoredHistory } from './history-schema.ts'
import { certificates, header, wholeNumber } from './options.ts'
import { createProgress } from './progress.ts'
import { type RunOptions, toRequest } from './run.ts'
import { UsageError, codeOf } from './trouble.ts'

type ReplayOptions = Pick<
  RunOptions,
  'cases' | 'region' | 'logins' | 'issuerUrl' | 'issuerKey' | 'header' | 'ca' | 'config' | 'yes' | 'quiet'
> & { target?: string }

export function createReplayCommand(): Command {
  return new Command('replay')
    .description('play a history that a law found, and say whether the same violation shows')
    .argument('<file>', 'a file of the folder histories of a report')
    .option('--target <target>', 'what to judge, as with run (default: where it was found)')
    .option('--cases <n>', 'how often a race is tried (default: 50)', wholeNumber(1, 100_000))
    .option('--region <region>', 'AWS region of the target (default: us-east-1)')
    .option('--logins <source>', 'where login tokens come from, as with run', 'auto')
    .option('--issuer-url <url>', 'address under which the target reaches our issuer of login tokens')
    .option('--issuer-key <file>', 'private key of an issuer that is published at --issuer-url (issuer init)')
    .option('--header <name=value>', 'sent with every request; repeatable', header)
    .option('--ca <file>', 'certificates (PEM) to trust besides the usual ones', certificates)
    .option('--config <file>', 'config file, as with run')
    .option('--yes', 'on AWS: do not ask before calls are made')
    .option('--quiet', 'print nothing but the outcome')
    .action(async (file: string, options: ReplayOptions) => {
      process.exitCode = await replay(file, options)
    })
}

async function replay(file: string, options: ReplayOptions): Promise<number> {
  const stored = await readHistory(file)
  const name = options.target ?? stored.target
  const configured = (await readConfig(options.config))?.targets[name]
  const folder = mkdtempSync(path.join(tmpdir(), 'cognito-identity-conformance-'))
  const progress = createProgress(process.stderr, options.quiet === true)
  try {
    const asked = await toRequest(name, configured, {
      ...options,
      out: folder,
      format: [],
      color: false,
      level: 'may',
      maxIndeterminate: 0,
      concurrency: 1,
      timeLimit: 120,
    })
    const request: RunRequest = { ...asked, bail: false, replay: stored as LawCase }
    if (request.target.kind === 'aws') await confirmAws(request, options.yes === true)
    const results = await startRun(request, progress).results
    progress.end()
    process.stdout.write(`${describe(stored, results)}\n`)
    return exitCodeOf(results, 0)
  } finally {
    progress.end()
    rmSync(folder, { recursive: true, force: true })
  }
}

function describe(stored: StoredHistory, { checks: [check], target }: Results): string {
  const name = printable(target.version === null ? target.name : `${target.name} ${target.version}`)
  const [found] = (check?.failure?.cases ?? []) as LawCase[]
  if (found === undefined) {
    const reason = printable(check?.reason ?? check?.observation ?? 'nothing was judged', 1000)
    return check?.verdict === 'pass'
      ? `${name} fits: ${reason}\n${stored.story.map((line) => `  ${printable(line.replace(/ → .*$/s, ''), 1000)}`).join('\n')}`
      : `${name} could not be judged: ${reason}`
  }
  const verdict = found.signature === stored.signature ? 'the same violation shows' : 'another violation shows'
  return [
    `${name}: ${verdict}`,
    ...found.story.map((line) => `  ${printable(line, 1000)}`),
    `  rule     ${found.requirement}: ${printable(found.sentence, 1000)}`,
    `  expected ${printable(found.expected.join(', or '), 1000)}`,
    `  got      ${printable(found.got, 1000)}`,
    ...(found.order === undefined ? [] : [`  order    ${found.order}`]),
  ].join('\n')
}

async function readHistory(file: string): Promise<StoredHistory> {
  const { parseStoredHistory } = await import('./history-schema.ts') // the schema library is slow to load
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new UsageError(`cannot read ${file} (${codeOf(error)}); a file of the folder histories of a report is needed`)
  }
  try {
    return parseStoredHistory(text)
  } catch (error) {
    throw new UsageError(`${file}: ${(error as Error).message}; a file of the folder histories of a report is needed`)
  }
}
