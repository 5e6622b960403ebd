import { Command, Option } from 'commander'
import type { Requirement } from '../requirement/index.ts'
import { type IamMode, iamModes, iamPolicy } from './iam-policy.ts'
import { parseCatalogue } from './catalogue.ts'
import { readCalibrations, readProjectFile, readRequirements } from './suite.ts'
import { UsageError } from './trouble.ts'

export function createExplainCommand(): Command {
  return new Command('explain')
    .description('say what a requirement demands and why')
    .argument('[requirement]', 'id of a requirement, or of one of its checks')
    .addOption(new Option('--iam <mode>', 'instead: the least IAM policy of a run against AWS').choices(iamModes))
    .action(async (id: string | undefined, { iam }: { iam?: IamMode }) => {
      if (iam !== undefined) return void process.stdout.write(`${JSON.stringify(iamPolicy(iam), null, 2)}\n`)
      if (id === undefined) throw new UsageError('explain needs a requirement; list shows what there is')
      const all = await readRequirements()
      const row = all.find((one) => one.id === id || id.startsWith(`${one.id}/`))
      if (row === undefined) throw new UsageError(`no requirement ${id}${suggestion(id, all)}`)
      process.stdout.write(explain(row))
    })
}

function explain(row: Requirement): string {
  const catalogue = parseCatalogue(readProjectFile('docs/evidence.md'))
  const lines = [row.id, `  ${row.level}  ${row.sentence}`]
  if (row.ofPublicProviders === true) lines.push('  SHOULD, where logins come from user pools')
  if (row.excluded !== undefined) lines.push(`  no check: ${row.excluded}`)
  lines.push('', 'Evidence')
  for (const evidence of row.evidence) {
    if (evidence.kind === 'document') {
      lines.push(`  ${evidence.title}`, `    ${evidence.url}`)
      continue
    }
    for (const id of evidence.ids) {
      const fact = catalogue.get(id)
      lines.push(`  ${id} (${fact?.grade ?? 'unknown'}) ${fact?.statement ?? ''}`)
      for (const url of fact?.urls ?? []) lines.push(`    ${url}`)
    }
  }
  lines.push(
    '',
    ...describeCalibrations(row.id),
    `Judge it: cognito-identity-conformance run <target> --only ${row.id}`,
  )
  return `${lines.join('\n')}\n`
}

function describeCalibrations(id: string): string[] {
  const lines = readCalibrations().flatMap(({ region, date, verified, disputed }) => [
    ...(verified.includes(id) ? [`Verified on ${date}, ${region}`] : []),
    ...disputed
      .filter(({ requirement }) => requirement === id)
      .map(({ expected, got }) => `In dispute since ${date}, ${region}: AWS answers ${got}, not ${expected}`),
  ])
  return lines.length === 0 ? ['Not verified against AWS yet', ''] : [...lines, '']
}

function suggestion(id: string, all: readonly Requirement[]): string {
  const words = id
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2)
  const score = (row: Requirement): number => words.filter((word) => row.id.includes(word)).length
  const [best] = all.toSorted((a, b) => score(b) - score(a))
  return best !== undefined && score(best) > 0 ? `; did you mean ${best.id}?` : '; list shows what there is'
}
