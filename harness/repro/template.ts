/**
 * Texts of a program. `${…}` stands for something that differs from run to run, `$$` for a dollar:
 * `${run}`, of each run of the repro · `${issuer}` and `${issuerUrl}`, address of the issuer of login tokens without and with its scheme ·
 * `${host}`, of the target · `${2:IdentityId}`, from the answer to step 2 · `${token:1}`, the first of the program's tokens ·
 * `${env:NAME}`, a secret that the person gives · `${repeat:50001:x}`, as a URI writes the characters · in an Authorization header `${accessKeyId}`, `${day}`, `${signature}`
 */
export type Part = string | { reference: string }

export function partsOf(template: string): Part[] {
  const parts: Part[] = []
  const add = (literal: string): void => {
    const last = parts.at(-1)
    if (typeof last === 'string') parts[parts.length - 1] = last + literal
    else if (literal !== '') parts.push(literal)
  }
  let end = 0
  for (const match of template.matchAll(/\$\$|\$\{([^}]*)\}/g)) {
    add(template.slice(end, match.index))
    if (match[1] === undefined) add('$')
    else parts.push({ reference: match[1] })
    end = match.index + match[0].length
  }
  add(template.slice(end))
  return parts
}

export const literal = (text: string): string => text.replaceAll('$', '$$$$')
export const reference = (name: string): string => `\${${name}}`

/** Every reference in a value: in its strings and in the names of its members. */
export function referencesIn(value: unknown): string[] {
  if (typeof value === 'string')
    return partsOf(value).flatMap((part) => (typeof part === 'string' ? [] : [part.reference]))
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => [...referencesIn(name), ...referencesIn(inner)])
}

/** The same value with every string, also the names of members, put through `change`. */
export function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((inner) => mapStrings(inner, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [change(name), mapStrings(inner, change)]))
}

/** Count and characters of a repetition. */
export function repetition(name: string): { count: number; unit: string } | undefined {
  const [, count, unit] = /^repeat:(\d+):(.+)$/.exec(name) ?? []
  return count === undefined || unit === undefined
    ? undefined
    : { count: Number(count), unit: decodeURIComponent(unit) }
}

/** Step and place of a reference to an answer. */
export function answerReference(name: string): { step: number; where: string } | undefined {
  const [, step, where] = /^(\d+):(.+)$/.exec(name) ?? []
  return step === undefined || where === undefined ? undefined : { step: Number(step), where }
}
