// Judges the reference, moto and MiniStack with the built command line and writes what came out between the markers of README.
// With file names as arguments, reads those results.json files instead.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type CheckResult, type Results, readResults } from '../harness/report/index.ts'
import { installEmulators, startEmulator } from './emulators.ts'
import { judge } from './judge.ts'

const readme = path.join(import.meta.dirname, '../README.md')

async function judgeAll(): Promise<Results[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'results-'))
  try {
    const all = [(await judge('reference', folder, '--seed', '1')).results]
    await installEmulators()
    for (const name of ['moto', 'ministack'] as const) {
      const emulator = await startEmulator(name)
      try {
        all.push((await judge(emulator.url, folder, '--seed', '1')).results)
      } finally {
        await emulator.stop()
      }
    }
    return all
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function renderTable(all: readonly Results[]): string {
  const rows = all.map((results) => {
    const { MUST, SHOULD } = results.summary.byLevel
    const share = (value: number | null): string => (value === null ? '-' : value.toFixed(2))
    const { name, version } = results.target
    return [
      version === null ? name : `${name} ${version}`,
      `${MUST.verdicts.pass} of ${MUST.judged}`,
      share(MUST.divergence),
      share(MUST.coverage),
      `${SHOULD.verdicts.pass} of ${SHOULD.judged}`,
      String(results.checks.length),
      String(results.run.requests),
      `${(results.run.durationMs / 1000).toFixed(0)} s`,
      ...describeCauses(results),
    ]
  })
  const head = [
    'target',
    'MUST passed of judged',
    'divergence',
    'coverage',
    'SHOULD passed of judged',
    'checks',
    'requests',
    'time',
    'causes that laws found',
    'calls of their histories',
  ]
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

/** How many distinct causes laws found, and the median and the most calls of the shortest history of each. */
function describeCauses({ checks }: Results): [count: string, calls: string] {
  const cases = checks.flatMap(({ failure }) => failure?.cases ?? [])
  const shortest = new Map<string, number>()
  for (const { signature, calls } of cases)
    shortest.set(signature, Math.min(calls, shortest.get(signature) ?? Number.POSITIVE_INFINITY))
  const calls = [...shortest.values()].toSorted((a, b) => a - b)
  const [median, most] = [calls[Math.floor(calls.length / 2)], calls.at(-1)]
  return [String(shortest.size), median === undefined ? '-' : `${median} (at most ${most})`]
}

/** One failure, as a person sees it in the terminal. */
function renderSample(all: readonly Results[]): string {
  const failing = all.flatMap(({ checks }) => checks).find(isSample)
  if (failing?.failure === undefined) throw new Error('no run failed the check that README shows')
  const { failure } = failing
  const command = failure.repro.command.replace(/:\d{4,5}/, ':5000')
  return [
    '```',
    `FAIL ${failing.level} ${failing.id}`,
    `  ${failing.sentence}`,
    `  expected ${failure.expected}`,
    `  got      ${failure.got}`,
    `  at       ${failure.at}`,
    `  again    ${command}`,
    '```',
  ].join('\n')
}

const isSample = (check: CheckResult): boolean =>
  check.verdict === 'fail' && check.id === 'identities/same-login-same-identity/two-tokens-of-one-user'

function replaceBetween(text: string, marker: string, content: string): string {
  const [begin, end] = [`<!-- ${marker}:begin -->`, `<!-- ${marker}:end -->`]
  const [from, to] = [text.indexOf(begin), text.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`README has no place for ${marker}`)
  return `${text.slice(0, from + begin.length)}\n${content}\n${text.slice(to)}`
}

const files = process.argv.slice(2)
const all =
  files.length === 0
    ? await judgeAll()
    : await Promise.all(files.map((file) => readResults(readFileSync(file, 'utf8'))))
const text = replaceBetween(readFileSync(readme, 'utf8'), 'results', renderTable(all))
writeFileSync(readme, replaceBetween(text, 'sample', renderSample(all)))
