import { presets } from '../../fixtures/emulators/presets.ts'
import { TargetError } from './target-error.ts'

/** What a person names as the target. */
export type TargetSpec =
  | { kind: 'reference'; spec: string; faults: string[]; variations?: string[] }
  | { kind: 'endpoint'; spec: string; url: string }
  | { kind: 'aws'; spec: string }
  | { kind: 'image'; spec: string; image: string }
  | { kind: 'preset' | 'command'; spec: string; preset: string }
  | { kind: 'recording'; spec: string; folder: string }

/** Throws `TargetError` for what is no target. */
export function parseTarget(spec: string): TargetSpec {
  const [base, ...modifiers] = spec.split('+')
  if (base === 'reference') {
    const unknown = modifiers.find((modifier) => !/^(fault|variation):/.test(modifier))
    if (unknown !== undefined) throw new TargetError('usage', `unknown modifier of the reference: ${unknown}`)
    const named = (kind: string): string[] =>
      modifiers.filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length))
    return { kind: 'reference', spec, faults: named('fault:'), variations: named('variation:') }
  }
  const [, kind, name = ''] = /^(image|preset|command|replay):(.+)$/s.exec(spec) ?? []
  if (kind === 'replay') return { kind: 'recording', spec, folder: name }
  if (kind === 'image') return { kind, spec, image: name }
  if (kind === 'preset' || kind === 'command') {
    if (presets[name] !== undefined) return { kind, spec, preset: name }
    throw new TargetError('usage', `unknown preset: ${name}; there are ${Object.keys(presets).join(', ')}`)
  }
  if (spec === 'aws') return { kind: 'aws', spec }
  if (/^https?:\/\//.test(spec)) {
    return { kind: 'endpoint', spec, url: parseUrl(spec) }
  }
  throw new TargetError(
    'usage',
    `unknown target: ${spec}; a target is reference, aws, http(s)://host:port, image:<name>, preset:<name>, command:<name> or replay:<folder>`,
  )
}

/** The address without a slash at its end. */
export function parseUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new TargetError('usage', `not an http or https address: ${text}`)
  }
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') {
    throw new TargetError('usage', 'an address must not contain a user name or password')
  }
  return url.href.replace(/\/$/, '')
}
