import { collectChecks, enterSession } from '../check/index.ts'
import { type Requirement, matchesPattern } from '../requirement/index.ts'
import type { CheckIdentity } from '../verdict/index.ts'
import type { Session } from '../world/index.ts'
import { type Fact, parseCatalogue, parseUnused } from './catalogue.ts'
import { suiteFiles } from '../conductor/index.ts'
import { readProjectFile, readRequirements } from './suite.ts'

/** What becomes of one fact of the evidence. */
export interface FactCoverage {
  fact: string
  grade: string
  requirements: { id: string; level: string; checks: number; excluded?: string }[]
  /** Why no requirement cites it. */
  unused?: string
}

export interface TopicCounts {
  topic: string
  must: number
  should: number
  may: number
  excluded: number
  checks: number
}

export interface Coverage {
  facts: FactCoverage[]
  topics: TopicCounts[]
}

/** A pattern names facts, requirements or topics. */
export async function readCoverage(pattern: string): Promise<Coverage> {
  enterSession(idle)
  const checks = (await collectChecks(suiteFiles())).map(({ check }) => check)
  const coverage = coverageOf(
    [...parseCatalogue(readProjectFile('docs/evidence.md')).values()],
    parseUnused(readProjectFile('docs/unused-facts.md')),
    await readRequirements(),
    checks,
  )
  const isMeant = (name: string): boolean => matchesPattern(name, pattern)
  return {
    facts: coverage.facts.filter(
      ({ fact, requirements }) =>
        isMeant(fact) || requirements.some(({ id }) => isMeant(id) || isMeant(id.split('/')[0] ?? '')),
    ),
    topics: coverage.topics.filter(({ topic }) => pattern === '*' || isMeant(topic)),
  }
}

export function coverageOf(
  facts: readonly Fact[],
  unused: ReadonlyMap<string, string>,
  requirements: readonly Requirement[],
  checks: readonly Pick<CheckIdentity, 'requirement' | 'topic'>[],
): Coverage {
  const ofRequirement = Map.groupBy(checks, ({ requirement }) => requirement)
  const ofTopic = Map.groupBy(checks, ({ topic }) => topic)
  const cites = (row: Requirement, id: string): boolean =>
    row.evidence.some((one) => one.kind === 'facts' && one.ids.includes(id))
  return {
    facts: facts.map(({ id, grade }) => {
      const reason = unused.get(id)
      return {
        fact: id,
        grade,
        requirements: requirements
          .filter((row) => cites(row, id))
          .map((row) => ({
            id: row.id,
            level: row.level,
            checks: ofRequirement.get(row.id)?.length ?? 0,
            ...(row.excluded === undefined ? {} : { excluded: row.excluded }),
          })),
        ...(reason === undefined ? {} : { unused: reason }),
      }
    }),
    topics: [...Map.groupBy(requirements, ({ topic }) => topic)].map(([topic, rows]) => {
      const judged = rows.filter(({ excluded }) => excluded === undefined)
      const count = (level: Requirement['level']): number => judged.filter((row) => row.level === level).length
      return {
        topic,
        must: count('MUST'),
        should: count('SHOULD'),
        may: count('MAY'),
        excluded: rows.length - judged.length,
        checks: ofTopic.get(topic)?.length ?? 0,
      }
    }),
  }
}

export function renderCoverage({ facts, topics }: Coverage): string {
  const factLines = facts.flatMap(({ fact, grade, requirements, unused }) => {
    const head = `${fact.padEnd(10)}${grade.padEnd(26)}`
    if (requirements.length === 0) return [`${head}${unused === undefined ? 'NO DISPOSITION' : `not used: ${unused}`}`]
    return requirements.map(({ id, level, checks, excluded }, index) => {
      const found = excluded === undefined ? inNumber(checks, 'check') : `excluded: ${excluded}`
      return `${index === 0 ? head : ' '.repeat(36)}${level.padEnd(7)}${id}  ${found}`
    })
  })
  const columns = ['must', 'should', 'may', 'excluded', 'checks'] as const
  const total = (column: (typeof columns)[number]): number => topics.reduce((sum, one) => sum + one[column], 0)
  const row = (name: string, cells: readonly (string | number)[]): string =>
    name.padEnd(18) + cells.map((cell) => String(cell).padStart(10)).join('')
  const lost = facts.filter(({ requirements, unused }) => requirements.length === 0 && unused === undefined).length
  const idle = facts.filter(({ unused }) => unused !== undefined).length
  const table =
    topics.length === 0
      ? []
      : [
          row('topic', columns),
          ...topics.map((one) =>
            row(
              one.topic,
              columns.map((column) => one[column]),
            ),
          ),
          row('all', columns.map(total)),
          '',
        ]
  const cited = facts.length - idle - lost
  const sum = `${inNumber(facts.length, 'fact')}: ${cited} cited by requirements, ${idle} not used, ${lost} without disposition`
  return [...factLines, '', ...table, sum, ''].join('\n')
}

const inNumber = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Of a run that never takes place: checks are only named. */
const idle: Session = {
  runId: 'none',
  target: {
    kind: 'reference',
    faults: [],
    endpoints: { region: 'us-east-1', cognito: 'http://127.0.0.1' },
    keys: { accessKeyId: 'none', secretAccessKey: 'none' },
  },
  capabilities: { operations: {}, iam: false, accountId: '123456789012', declared: [], requestsPerSecond: 1 },
  logins: { source: 'none', reason: 'nothing is judged' },
  options: { only: [], seed: 1, cases: 1, slow: false, timeLimitMs: 1, requestTimeoutMs: 1, shard: null },
  journal: '',
}
