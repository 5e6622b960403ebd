import {
  type Constraint,
  type Shape,
  cognitoIdentityModel,
  constraintName,
  inputConstraints,
  pathSteps,
  shapeAt,
} from '../../fixtures/service-model/index.ts'
import { type Edge, astralEdges, edgesOf } from './edge-values.ts'
import { edited } from './edit.ts'
import type { ValidatedOperation } from './requirements.ts'
import { type Existing, type Input, soundRequest } from './sound-requests.ts'

/** One edge of one constraint: a request on it, and one inside that differs in nothing else. */
export interface Case {
  operation: ValidatedOperation
  /** `Logins value, max, 50001 characters`. */
  title: string
  /** Where the request stands for several cases, their titles. */
  formerTitles?: [string, ...string[]]
  /** Those of which it is an edge. */
  constraints: string[]
  kind: Constraint['kind']
  path: string
  shape: Shape
  signed: boolean
  request: (existing: Existing) => Input
  inside: (existing: Existing) => Input
}

/** What an answer without members says, `wire` judges. */
export const operationsWithOutput = Object.entries(cognitoIdentityModel.operations)
  .filter(([, { output }]) => output !== null && hasMembers(output))
  .map(([operation, { auth }]) => ({ operation: operation as ValidatedOperation, signed: auth === 'v4' }))

function hasMembers(shapeName: string): boolean {
  const shape = cognitoIdentityModel.shapes[shapeName]
  return shape?.type === 'structure' && Object.keys(shape.members ?? {}).length > 0
}

interface Cases {
  allowed: Case[]
  refused: Case[]
}

const constraints = inputConstraints(cognitoIdentityModel).map((constraint) => ({
  constraint,
  shape: shapeAt(cognitoIdentityModel, constraint.operation, constraint.path),
}))

const edgesApart: Cases = gathered(
  constraints.map(({ constraint, shape }) => {
    const { allowed, refused } = edgesOf(constraint, shape)
    const toCase = (edge: Edge): Case => caseOf(constraint, shape, edge)
    return { allowed: allowed.map(toCase), refused: refused.map(toCase) }
  }),
)

export const edges: Cases = { ...edgesApart, allowed: withRequiredTogether(edgesApart.allowed) }

/** One request gives all required members of an operation, and another one those below a member that may be left out. */
function withRequiredTogether(cases: readonly Case[]): Case[] {
  const given = cases.filter(({ kind }) => kind === 'required')
  const groups = Map.groupBy(given, ({ operation, path }) => `${operation} ${nestedIn(path)}`)
  return [...[...groups.values()].flatMap(asOne), ...cases.filter(({ kind }) => kind !== 'required')]
}

/** `.RoleMappings{=}.Type` → `RoleMappings`; empty for a member of the operation itself. */
function nestedIn(path: string): string {
  const [first = '', ...below] = pathSteps(path)
  return below.length === 0 ? '' : first.slice(1)
}

function asOne(cases: readonly Case[]): Case[] {
  const [first, second, ...others] = cases
  if (first === undefined || second === undefined) return [...cases]
  const outer = nestedIn(first.path)
  return [
    {
      ...first,
      title: `${outer === '' ? '' : `${outer}, `}required members, given`,
      formerTitles: [first.title, second.title, ...others.map(({ title }) => title)],
      constraints: cases.flatMap(({ constraints: names }) => names),
    },
  ]
}

/** Upper bounds of texts that may hold any character; those of tokens and keys apart, which never hold such. */
export const astral: Cases = gathered(
  constraints
    .filter(({ constraint: { kind, path }, shape }) => kind === 'max' && isFreeText(shape, path))
    .map(({ constraint, shape }) => {
      const { allowed, refused } = astralEdges(shape.max ?? 0)
      const toCase = (edge: Edge): Case => caseOf(constraint, shape, edge)
      return { allowed: allowed.map(toCase), refused: refused.map(toCase) }
    }),
)

function isFreeText(shape: Shape, path: string): boolean {
  return shape.type === 'string' && shape.pattern === undefined && /UserIdentifier$|Tags\{=?\}|\.Value$/.test(path)
}

function gathered(found: readonly Cases[]): Cases {
  return { allowed: found.flatMap(({ allowed }) => allowed), refused: found.flatMap(({ refused }) => refused) }
}

function caseOf(constraint: Constraint, shape: Shape, { title, change, inside }: Edge): Case {
  const { operation, path, kind } = constraint
  const topMember = pathSteps(path)[0]?.slice(1) ?? ''
  const request = (value: Edge['change']) => (existing: Existing) =>
    edited(soundRequest(operation, existing, [topMember]), path, value)
  return {
    operation: operation as ValidatedOperation,
    title: `${inWords(path)}, ${kind}, ${title}`,
    constraints: [constraintName(constraint)],
    kind,
    path,
    shape,
    signed: cognitoIdentityModel.operations[operation]?.auth === 'v4',
    request: request(change),
    inside: request(inside),
  }
}

/** `.RoleMappings{=}.Type` → `RoleMappings value Type`. */
function inWords(path: string): string {
  return pathSteps(path)
    .map((step) => ({ '[]': 'element', '{}': 'key', '{=}': 'value' })[step] ?? step.slice(1))
    .join(' ')
}
