import { Command } from 'commander'
import type { Requirement } from '../requirement/index.ts'
import { parseCatalogue } from './catalogue.ts'
import { readProjectFile, readRequirements } from './suite.ts'
import { UsageError } from './trouble.ts'

export function createExplainCommand(): Command {
  return new Command('explain')
    .description('say what a requirement demands and why')
    .argument('<requirement>', 'id of a requirement, or of one of its checks')
    .action(async (id: string) => {
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
  lines.push('', `Judge it: cognito-identity-conformance run <target> --only ${row.id}`)
  return `${lines.join('\n')}\n`
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
