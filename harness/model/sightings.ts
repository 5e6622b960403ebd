import { type Shape, cognitoIdentityModel, shapeNamed } from '../../fixtures/service-model/index.ts'

/** What one value shows of the service model. Paths are those of `Constraint`. */
export interface Sightings {
  /** Members that are there with the right type. */
  members: string[]
  /** Members that the model does not have. */
  unknown: string[]
  /** Wrong types and values out of their constraints, in words. */
  violations: string[]
}

/** Compares a value with a shape of the model; a `null` counts as absent, as for the SDKs. */
export function compare(shapeName: string, value: unknown): Sightings {
  const found: Sightings = { members: [], unknown: [], violations: [] }
  visit(shapeNamed(cognitoIdentityModel, shapeName), value, '', found)
  return found
}

/** Answers whether the value has the shape's type. */
function visit(shape: Shape, value: unknown, path: string, found: Sightings): boolean {
  if (!hasType(shape, value)) {
    found.violations.push(`${path === '' ? 'the answer' : path.slice(1)} is no ${shape.type}`)
    return false
  }
  const part = (of: { shape: string } | undefined): Shape => shapeNamed(cognitoIdentityModel, of?.shape ?? '')
  if (shape.type === 'structure') {
    for (const [name, element] of Object.entries(value as Record<string, unknown>)) {
      const memberPath = `${path}.${name}`
      const member = Object.hasOwn(shape.members ?? {}, name) ? shape.members?.[name] : undefined
      if (member === undefined) found.unknown.push(memberPath)
      else if (element !== null && visit(part(member), element, memberPath, found)) found.members.push(memberPath)
    }
    return true
  }
  if (shape.type === 'list')
    for (const element of value as unknown[]) visit(part(shape.member), element, `${path}[]`, found)
  if (shape.type === 'map') {
    for (const [key, element] of Object.entries(value as Record<string, unknown>)) {
      visit(part(shape.key), key, `${path}{}`, found)
      visit(part(shape.value), element, `${path}{=}`, found)
    }
  }
  const broken = brokenConstraint(shape, value)
  if (broken !== undefined) found.violations.push(`${path.slice(1)} breaks ${broken}`)
  return true
}

function hasType({ type }: Shape, value: unknown): boolean {
  switch (type) {
    case 'structure':
    case 'map':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    case 'list':
      return Array.isArray(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
    case 'long':
      return Number.isInteger(value)
    case 'double':
    case 'float':
    case 'timestamp': // in JSON 1.1, seconds since the epoch
      return typeof value === 'number'
    default:
      return typeof value === 'string'
  }
}

const patterns = new Map<string, RegExp>()

function brokenConstraint({ min, max, pattern, enum: values }: Shape, value: unknown): string | undefined {
  const size = sizeOf(value)
  if (min !== undefined && size < min) return `min ${min}`
  if (max !== undefined && size > max) return `max ${max}`
  if (typeof value !== 'string') return undefined
  if (values !== undefined && !values.includes(value)) return `the values ${values.join(', ')}`
  if (pattern === undefined) return undefined
  let compiled = patterns.get(pattern)
  if (compiled === undefined) patterns.set(pattern, (compiled = new RegExp(`^(?:${pattern})$`, 'u')))
  return compiled.test(value) ? undefined : `the pattern ${pattern}`
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return Array.from(value).length
  return Array.isArray(value) ? value.length : Object.keys(value as object).length
}
