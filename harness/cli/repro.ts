import { Command, Option } from 'commander'
import { type CheckResult, type Results, printable, reproOf } from '../report/index.ts'
import { type Form, forms, loadForms } from '../repro/index.ts'
import { matchesPattern } from '../requirement/index.ts'
import { parseUrl } from '../target/index.ts'
import { readResultsFile } from './results-file.ts'
import { readSources } from './sources.ts'
import { UsageError } from './trouble.ts'

interface ReproOptions {
  form: Form
  target?: string
}

export function createReproCommand(): Command {
  return new Command('repro')
    .description(
      'print what shows a failure again, apart from the suite: a script, curl or AWS CLI lines, or a bug report',
    )
    .argument('<results>', 'results.json of a run')
    .argument('<check>', 'id of a failing check; * stands for anything')
    .addOption(new Option('--form <form>', 'form of the repro').choices(forms).default('script'))
    .option('--target <url>', 'address of the target; by default the one that was judged')
    .action(printRepro)
}

async function printRepro(file: string, pattern: string, { form, target }: ReproOptions): Promise<void> {
  const results = await readResultsFile(file)
  const check = chosen(results, pattern)
  const repro = reproOf(check, results, await readSources(), target === undefined ? undefined : parseUrl(target))
  if (repro !== undefined) return void process.stdout.write((await loadForms()).renderForm(form, repro))
  const { command = '', reason = 'the results do not have its calls' } = check.failure?.repro ?? {}
  process.stderr.write(`only the run itself shows it again: ${printable(reason)}\n`)
  process.stdout.write(`${printable(command)}\n`)
}

/** The plainest of the failing checks that match. */
function chosen({ checks }: Results, pattern: string): CheckResult {
  const matching = checks.filter(({ id }) => matchesPattern(id, pattern))
  const [check, ...others] = matching
    .filter(({ failure }) => failure !== undefined)
    .toSorted((a, b) => a.requests - b.requests || (a.id < b.id ? -1 : 1))
  if (check === undefined) {
    throw new UsageError(
      matching.length === 0 ? `no check ${pattern} in these results` : `${pattern} does not fail in these results`,
    )
  }
  if (others.length > 0) process.stderr.write(`${others.length + 1} failing checks match; this is ${check.id}\n`)
  return check
}
