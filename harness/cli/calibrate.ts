import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import type { Results } from '../report/index.ts'
import { readResultsFile } from './results-file.ts'
import { UsageError } from './trouble.ts'

/** What a run against AWS says of our requirements. */
export interface Calibration {
  suite: string
  region: string
  /** ISO 8601 date. */
  date: string
  /** Requirements that the service met in each check that judged them. */
  verified: string[]
  /** Where the service answered otherwise than a requirement says: the requirement is in question then, not the service. */
  disputed: { requirement: string; check: string; expected: string; got: string; at: string; exchanges: unknown[] }[]
}

export function createCalibrateCommand(): Command {
  return new Command('calibrate')
    .description('turn a run against AWS into verifications and disputes of our requirements')
    .argument('<results>', 'results.json of `run aws`')
    .option('--out <dir>', 'folder of calibrations; explain reads docs/calibration of this package', 'docs/calibration')
    .action(async (file: string, { out }: { out: string }) => {
      const calibration = calibrate(await readResultsFile(file))
      const target = path.join(out, `${calibration.region}-${calibration.date}.json`)
      mkdirSync(out, { recursive: true })
      writeFileSync(target, `${JSON.stringify(calibration, null, 2)}\n`)
      const { verified, disputed } = calibration
      process.stdout.write(
        `${verified.length} requirements verified, ${disputed.length} checks in dispute; ${target}\n`,
      )
    })
}

/** Throws `UsageError` for the results of anything but AWS: what an emulator does says nothing of the service. */
export function calibrate(results: Results): Calibration {
  const { target, run, suite, checks } = results
  if (target.kind !== 'aws')
    throw new UsageError(`only a run against AWS can calibrate; this one judged ${target.spec}`)
  const judged = checks.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail')
  const failing = judged.filter(({ verdict }) => verdict === 'fail')
  const inDispute = new Set(failing.map(({ requirement }) => requirement))
  const verified = new Set(judged.map(({ requirement }) => requirement).filter((id) => !inDispute.has(id)))
  return {
    suite: suite.version,
    region: target.region,
    date: run.startedAt.slice(0, 10),
    verified: [...verified].toSorted(),
    disputed: failing.map(({ requirement, id, failure }) => ({
      requirement,
      check: id,
      expected: failure?.expected ?? '',
      got: failure?.got ?? '',
      at: failure?.at ?? '',
      exchanges: failure?.exchanges ?? [],
    })),
  }
}
