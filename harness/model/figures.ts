import {
  cognitoIdentityModel,
  constraintName,
  inputConstraints,
  memberPaths,
  shapeAt,
  unprovokable,
  untriable,
} from '../../fixtures/service-model/index.ts'
import type { Covered, Verdict } from '../verdict/index.ts'

/** How far the service model was covered; plain data, as it stands in `summary.model` of the results. */
export interface ModelFigures {
  constraints: {
    total: number
    /** Sides are green where at least one check tried them and none of those failed. */
    bothGreen: number
    oneGreen: number
    noneGreen: number
    /** By name; `untried` where no check could judge, `untriable` with a reason. */
    entries: Record<string, Record<Covered['side'], SideState> & { reason?: string }>
  }
  operationErrors: {
    total: number
    provoked: number
    excluded: number
    open: number
    /** By operation and error: passing checks that provoked it and the first of them, or why none can. */
    entries: Record<string, { checks: number; first?: string; excluded?: string }>
  }
  members: {
    input: { total: number; used: number; missing: string[] }
    output: { total: number; observed: number; missing: string[] }
    /** Output members that the model does not have. */
    unknown: string[]
  }
}

type SideState = 'green' | 'red' | 'untried'

interface Judged {
  id: string
  verdict: Verdict
  covers?: readonly Covered[] | undefined
  provokes?: string[] | undefined
}

/** `sightings` as `ModelWatch` tells them. */
export function modelFigures(checks: readonly Judged[], sightings: ReadonlySet<string>): ModelFigures {
  return {
    constraints: constraintFigures(checks),
    operationErrors: errorFigures(checks),
    members: memberFigures(sightings),
  }
}

function constraintFigures(checks: readonly Judged[]): ModelFigures['constraints'] {
  const tries = checks.flatMap(({ covers = [], verdict }) =>
    covers.map(({ side, constraint }) => ({ edge: `${side} ${constraint}`, verdict })),
  )
  const tried = Map.groupBy(tries, ({ edge }) => edge)
  const stateOf = (side: Covered['side'], name: string): SideState => {
    const verdicts = (tried.get(`${side} ${name}`) ?? []).map(({ verdict }) => verdict)
    if (verdicts.includes('fail')) return 'red'
    return verdicts.includes('pass') ? 'green' : 'untried'
  }
  const entries = inputConstraints(cognitoIdentityModel).map((constraint) => {
    const name = constraintName(constraint)
    const reason = untriable(constraint, shapeAt(cognitoIdentityModel, constraint.operation, constraint.path))
    const sides = { allowed: stateOf('allowed', name), refused: stateOf('refused', name) }
    return [name, { ...sides, ...(reason === undefined ? {} : { reason }) }] as const
  })
  const countGreen = (count: number): number =>
    entries.filter(([, { allowed, refused }]) => [allowed, refused].filter((side) => side === 'green').length === count)
      .length
  return {
    total: entries.length,
    bothGreen: countGreen(2),
    oneGreen: countGreen(1),
    noneGreen: countGreen(0),
    entries: Object.fromEntries(entries),
  }
}

function errorFigures(checks: readonly Judged[]): ModelFigures['operationErrors'] {
  const byPair = new Map<string, string[]>()
  for (const { id, provokes = [] } of checks) {
    for (const pair of provokes) byPair.set(pair, [...(byPair.get(pair) ?? []), id])
  }
  const entries = Object.entries(cognitoIdentityModel.operations).flatMap(([operation, { errors }]) =>
    errors.map((error) => {
      const [first, ...others] = byPair.get(`${operation}/${error}`) ?? []
      const excluded = unprovokable(operation, error)
      const entry =
        first === undefined
          ? { checks: 0, ...(excluded === undefined ? {} : { excluded }) }
          : { checks: others.length + 1, first }
      return [`${operation}/${error}`, entry] as const
    }),
  )
  const provoked = entries.filter(([, { checks: count }]) => count > 0).length
  const excluded = entries.filter(([, entry]) => 'excluded' in entry).length
  return {
    total: entries.length,
    provoked,
    excluded,
    open: entries.length - provoked - excluded,
    entries: Object.fromEntries(entries),
  }
}

function memberFigures(sightings: ReadonlySet<string>): ModelFigures['members'] {
  const missing = (direction: 'in' | 'out', paths: string[]): string[] =>
    paths.filter((path) => !sightings.has(`${direction} ${path}`))
  const inputs = memberPaths(cognitoIdentityModel, 'input')
  const outputs = memberPaths(cognitoIdentityModel, 'output')
  const unused = missing('in', inputs)
  const unseen = missing('out', outputs)
  return {
    input: { total: inputs.length, used: inputs.length - unused.length, missing: unused },
    output: { total: outputs.length, observed: outputs.length - unseen.length, missing: unseen },
    unknown: [...sightings]
      .filter((sighting) => sighting.startsWith('unknown '))
      .map((sighting) => sighting.slice('unknown '.length))
      .toSorted(),
  }
}

/** The sightings of which these figures tell: the other way round of `modelFigures`. */
export function sightingsBehind({ input, output, unknown }: ModelFigures['members']): string[] {
  const seen = (direction: 'in' | 'out', paths: readonly string[], missing: readonly string[]): string[] =>
    paths.filter((path) => !missing.includes(path)).map((path) => `${direction} ${path}`)
  return [
    ...seen('in', memberPaths(cognitoIdentityModel, 'input'), input.missing),
    ...seen('out', memberPaths(cognitoIdentityModel, 'output'), output.missing),
    ...unknown.map((path) => `unknown ${path}`),
  ]
}
