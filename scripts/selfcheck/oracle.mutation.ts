// The tests of the oracle's mutants, for StrykerJS, in one file, because each file costs a worker for each mutant: the oracle's own tests, but
// for those that start a server, and the laws: histories that were played once are judged again. LAW_CORPUS names the file that holds them.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { type Step, noHistory, step } from '../../harness/oracle/index.ts'
import type { PlayedHistory } from './law-corpus.ts'

const oracle = path.join(import.meta.dirname, '../../harness/oracle')
for (const file of globSync('*.test.ts', { cwd: oracle, exclude: ['reference.test.ts'] }).toSorted()) {
  await import(path.join(oracle, file))
}

const corpus = JSON.parse(readFileSync(process.env['LAW_CORPUS'] ?? '', 'utf8')) as PlayedHistory[]
const sound = corpus.filter(({ fault }) => fault === undefined)
const faulty = corpus.filter(({ fault }) => fault !== undefined)

/** What the oracle says of each answer, up to the first violation. */
function judge({ calls }: PlayedHistory): Step[] {
  let worlds = noHistory()
  const steps: Step[] = []
  for (const { call, answer } of calls) {
    const judged = step(worlds, call, answer)
    steps.push(judged)
    if (judged.kind === 'violation') break
    worlds = judged.worlds
  }
  return steps
}

test.each(faulty)('$fault breaks $breaks', (played) => {
  const steps = judge(played)
  expect(steps).toHaveLength(played.calls.length)
  expect(steps.at(-1)).toMatchObject({ kind: 'violation', violation: { requirement: played.breaks } })
})

describe('histories on the reference', () => {
  test('raise no alarm', () => {
    for (const played of sound) expect(judge(played).at(-1)?.kind).toBe('permitted')
  })

  test('raise none where answers are missing', () => {
    for (const [number, { calls }] of sound.entries()) {
      expect(judge({ calls: withGaps(calls, number) }).at(-1)?.kind).toBe('permitted')
    }
  })
})

/** Leaves out one answer in seven, unless it shows an id that later calls could not know without it. */
function withGaps(calls: PlayedHistory['calls'], offset: number): PlayedHistory['calls'] {
  const known = new Set<string>()
  return calls.map(({ call, answer }, index) => {
    const shown = JSON.stringify(answer).match(/[\w-]+:[\da-f]{8}-[\da-f-]{27}/g) ?? []
    const isNeeded = shown.some((id) => !known.has(id))
    for (const id of shown) known.add(id)
    return (index + offset) % 7 < 6 || isNeeded ? { call, answer } : { call, answer: { kind: 'silent' } }
  })
}
