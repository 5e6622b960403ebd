// Writes docs/quality.md, and the figures that reports show, from what the self-checks measured (.selfcheck/). Judges the reference once more
// for the run time. With --keep it measures nothing and writes the page anew from the figures that are there.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { faults } from '../fixtures/faults/index.ts'
import { undetectable } from '../fixtures/faults/undetectable.ts'
import { type MutationFigures, type QualityFigures, readQuality } from '../harness/report/index.ts'
import { judge } from './judge.ts'
import { judgeMatrix, readMatrix } from './selfcheck/matrix.ts'
import { renderQualityPage } from './selfcheck/quality-page.ts'

const root = path.join(import.meta.dirname, '..')
const folder = path.join(root, '.selfcheck')

function measured(name: string): unknown {
  const file = path.join(folder, name)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

function faultFigures(): QualityFigures['faults'] {
  const matrix = readMatrix()
  if (matrix === undefined) return null
  const { trouble, ...figures } = judgeMatrix(matrix, faults, undetectable)
  if (trouble.length > 0) process.stderr.write(`the kill matrix has ${trouble.length} findings; see selfcheck:faults\n`)
  return figures
}

function branchShare(): number | null {
  const summary = measured('coverage/coverage-summary.json') as { total: { branches: { pct: number } } } | null
  return summary === null ? null : summary.total.branches.pct / 100
}

async function runFigures(): Promise<QualityFigures['run']> {
  const out = mkdtempSync(path.join(tmpdir(), 'quality-'))
  try {
    const { results } = await judge('reference', out, '--seed', '1')
    const { requests, durationMs } = results.run
    return { checks: results.checks.length, requests, durationMs }
  } finally {
    rmSync(out, { recursive: true, force: true })
  }
}

const isKept = process.argv.includes('--keep')
const figures: QualityFigures = isKept
  ? readQuality()
  : {
      measuredOn: new Date().toISOString().slice(0, 10),
      faults: faultFigures(),
      repros: measured('repros.json') as QualityFigures['repros'],
      variation: measured('variation.json') as QualityFigures['variation'],
      degenerate: measured('degenerate.json') as QualityFigures['degenerate'],
      flakes: readdirSync(folder)
        .filter((name) => name.startsWith('flakes-'))
        .flatMap((name) => measured(name) as QualityFigures['flakes'][number]),
      mutation: ['rules', 'oracle'].flatMap(
        (subject) => (measured(`mutation-${subject}.json`) as MutationFigures | null) ?? [],
      ),
      branches: branchShare(),
      run: await runFigures(),
    }
writeFileSync(path.join(root, 'harness/report/page/quality.json'), `${JSON.stringify(figures, null, 2)}\n`)
writeFileSync(path.join(root, 'docs/quality.md'), renderQualityPage(figures, undetectable))
