import { createHash } from 'node:crypto'
import { type FailureReport, type Kind, withoutIds } from '../verdict/index.ts'

/**
 * What a failure is known by: 16 hex digits of what was expected, what came and where. Alike over runs, seeds, ports and Regions, and after
 * a rename of the check.
 */
export function signatureOf(
  { expected, got, at, property }: Pick<FailureReport, 'expected' | 'got' | 'at' | 'property'>,
  kind: Kind,
): string {
  // Which deviation a random history meets first is a matter of the seed.
  if (kind === 'law') return digestOf('a law is broken')
  const text = [expected, got, withoutExample(at)].map(withoutChance).join('\n')
  const normal = property === undefined ? text : withoutCase(text)
  return digestOf(normal)
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** The place without the case that a property failed for. */
export function withoutExample(at: string): string {
  return at.replace(/; for .*$/s, '')
}

const region = /\b[a-z]{2}(?:-(?:gov|iso[a-z]?))?-(?:north|south|east|west|central){1,2}-\d\b/g
const host = /\b(?:localhost|host\.docker\.internal|\[::1\]):\d+/g
const token = /\beyJ[\w-]*\.[\w-]+\.[\w-]*/g
/** The id of a run, part of names that it gives. */
const runId = /\b[0-9a-f]{8}\b/g
/** Letters with a digit among them: a request id, a key, an encoded value. */
const opaque = /[A-Za-z0-9+/=_-]{16,}/g

/** Takes out what a target or the run made up. */
function withoutChance(text: string): string {
  return withoutIds(text.replaceAll(token, '<token>'))
    .replaceAll(region, '<region>')
    .replaceAll(host, '<host>')
    .replaceAll(runId, '<run>')
    .replaceAll(opaque, (found) => (/\d/.test(found) && /[A-Za-z]/.test(found) ? '<opaque>' : found))
    .replaceAll(/\d+/g, '<n>')
}

/** Which case of a property fails first depends on the seed: how long its lists are, and which of several providers it takes. */
function withoutCase(text: string): string {
  return text.replaceAll(/of provider [a-z]\b/g, 'of a provider').replaceAll(/(<\w+>"?)(?:, ?"?<\w+>"?)+/g, '$1…')
}
