import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cli, runCommand, runNode } from './children.ts'
import { type Figure, figure } from './figures.ts'

const modules = path.join(import.meta.dirname, '../node_modules')

/** From the command to the first verdict on the screen, against an empty vitest run from command to exit. */
export async function measureFirstVerdict(folder: string, rounds: number): Promise<Figure[]> {
  const project = path.join(folder, 'empty')
  mkdirSync(project)
  symlinkSync(modules, path.join(project, 'node_modules'))
  writeFileSync(path.join(project, 'empty.test.mjs'), "import { test } from 'vitest'\ntest('nothing', () => {})\n")

  const [verdicts, empties]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const empty = await runNode(path.join(modules, 'vitest/vitest.mjs'), 'run', '--root', project)
    if (empty.code !== 0) throw new Error(`the empty vitest run failed:\n${empty.stdout}${empty.stderr}`)
    const verdict = await measureOnce(folder)
    // The first round warms the disk up.
    if (round > 0) {
      verdicts.push(verdict)
      empties.push(empty.wallMs)
    }
  }
  const ratios = verdicts.map((verdict, round) => verdict / (empties[round] ?? Number.NaN))
  return [
    figure('command to first verdict ÷ empty vitest run', ratios, 'times', { atMost: 2.5 }),
    figure('command to first verdict', verdicts, 'ms'),
    figure('empty vitest run', empties, 'ms'),
  ]
}

async function measureOnce(folder: string): Promise<number> {
  const script = path.join(import.meta.dirname, 'first-verdict.py')
  const ended = await runCommand('python3', [script, process.execPath, cli, 'run', '--out', path.join(folder, 'out')])
  if (ended.code !== 0) throw new Error(`no first verdict:\n${ended.stderr}`)
  return Number(ended.stdout)
}
