import type { Program, SignedOtherwise, Step } from './program.ts'
import { oneLine, plainJson, shellWord } from './quote.ts'
import type { Repro } from './repro.ts'
import { headerVariable, spoken } from './spoken.ts'
import { type Part, answerReference, partsOf, reference, referencesIn, repetition } from './template.ts'

/** A template as one word of bash. */
export function word(template: string): string {
  return wordOf(partsOf(template))
}

/** A value, its strings templates, as one word of bash that holds JSON. */
export function jsonWord(value: unknown): string {
  return wordOf(joined(jsonParts(value)))
}

function wordOf(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? shellWord(part) : expansion(part.reference))).join('') || "''"
}

function joined(parts: readonly Part[]): Part[] {
  const all: Part[] = []
  for (const part of parts) {
    const last = all.at(-1)
    if (typeof part === 'string' && typeof last === 'string') all[all.length - 1] = last + part
    else all.push(part)
  }
  return all
}

function jsonParts(value: unknown): Part[] {
  if (typeof value === 'string') {
    const inside = partsOf(value).map((part) => (typeof part === 'string' ? plainJson(part).slice(1, -1) : part))
    return ['"', ...inside, '"']
  }
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value) ?? 'null']
  const members = Array.isArray(value)
    ? value.map(jsonParts)
    : Object.entries(value).map(([name, inner]) => [...jsonParts(name), ':', ...jsonParts(inner)])
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return [open, ...members.flatMap((parts, index) => (index === 0 ? parts : [',', ...parts])), close]
}

function expansion(name: string): string {
  const repeated = repetition(name)
  if (repeated !== undefined) return `"$(repeat ${repeated.count} ${shellWord(repeated.unit)})"`
  return `"$${variable(name)}"`
}

/** The variable that holds what a reference stands for. */
export function variable(name: string): string {
  const answer = answerReference(name)
  if (answer !== undefined) {
    const words = answer.where.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_').replaceAll(/\W/g, '_')
    return `${words.toUpperCase()}_${answer.step}`
  }
  const [kind = '', rest = ''] = name.split(':')
  if (kind === 'token') return `TOKEN_${Number(rest)}`
  if (kind === 'env' && /^\w+$/.test(rest)) return rest
  const plain: Record<string, string> = {
    run: 'RUN',
    host: 'HOST',
    issuer: 'ISSUER_NAME',
    issuerUrl: 'ISSUER',
    accessKeyId: 'AWS_ACCESS_KEY_ID',
  }
  const found = plain[kind]
  if (found === undefined) throw new Error(`bash cannot say ${kind}`)
  return found
}

/** References to the answer of a step that anything in the program needs. */
export function neededOf(program: Program, step: number): string[] {
  const { steps, tokens, demand, expected, known = [] } = program
  const all = [...referencesIn([steps, tokens, demand, expected]), ...known]
  const ofStep = all.filter((name) => answerReference(name)?.step === step)
  return [...new Set(ofStep)]
}

/** References to the answer of a step that nothing needs but what removes the step's making. */
export function removedOf(program: Program, step: number): string[] {
  const needed = neededOf(program, step)
  const all = removals(program).flatMap(({ input }) => referencesIn(input))
  return all.filter((name) => answerReference(name)?.step === step && !needed.includes(name))
}

/** First lines of both bash forms: what it shows, what it needs. */
export function bashHead({ id, level, sentence, program, sources, target }: Repro, needs: string): string[] {
  const { expected, got, at, tokens = [], headers = [], shortened } = program
  const used = new Set([...referencesIn(program), ...(program.known ?? [])])
  const usesIssuer = tokens.length > 0 || used.has('issuer') || used.has('issuerUrl')
  const secrets = [...used].filter((name) => name.startsWith('env:')).map(variable)
  return [
    '#!/usr/bin/env bash',
    `# ${oneLine(id)}`,
    `# ${oneLine(level)}: ${oneLine(sentence)}`,
    ...sources.slice(0, 3).map(({ title, url }) => `# Source: ${oneLine(title)} ${oneLine(url)}`),
    `# Expected: ${spoken(expected)}`,
    `# Got:      ${spoken(got)}`,
    `# At:       ${spoken(at)}`,
    '#',
    '# Run it: bash repro.sh [address of the target]. Exit code 1 while the deviation is there, 0 once it is gone, 2 where it cannot be told.',
    `# Needs ${needs}`,
    ...(usesIssuer
      ? [
          '# Login tokens come from an issuer that has to run beside it, in the same folder: npx cognito-identity-conformance issuer serve',
        ]
      : []),
    ...(shortened === undefined ? [] : [`# ${shortened} earlier calls are left out.`]),
    'set -u',
    `TARGET=\${1:-${shellWord(target)}}`,
    ': "${AWS_ACCESS_KEY_ID:=test}" "${AWS_SECRET_ACCESS_KEY:=test}"',
    'export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY',
    'RUN=$(printf %04x%04x $RANDOM $RANDOM)',
    ...(used.has('host') ? ['HOST=${TARGET#*://} HOST=${HOST%%/*}'] : []),
    ...(usesIssuer ? issuerLines : []),
    ...secrets.map((name) => `: "\${${name}:?is a login token that only you have}"`),
    ...headers
      .map(headerVariable)
      .map((name) => `: "\${${name}:?is the value of a header that your configuration adds}"`),
    ...tokens.map(({ provider, user, kind, claims = {} }, index) => {
      const flaw = kind === 'sound' ? '' : ` --kind ${shellWord(kind)}`
      const more = Object.entries(claims).map(
        ([name, value]) => ` --claim ${wordOf(joined([...partsOf(name), '=', ...jsonParts(value)]))}`,
      )
      return `TOKEN_${index + 1}=$(npx cognito-identity-conformance token --issuer-url "$ISSUER" --provider ${shellWord(provider)} --user ${word(user)}${flaw}${more.join('')}) || exit 2`
    }),
  ]
}

const issuerLines = [
  'ISSUER=${ISSUER_URL:-http://127.0.0.1:9090}',
  'ISSUER_NAME=${ISSUER#*://}',
  'curl -sSf -o /dev/null "$ISSUER/a/keys" || { echo "cannot tell: start the issuer first" && exit 2; }',
]

/** What ends a repro before it judged, be it bash itself, tells nothing. */
export const judgedTrap = ['JUDGED=', 'trap \'[ -n "$JUDGED" ] || exit 2\' EXIT']

export const repeatFunction =
  'repeat() { printf "%${1}s" "" | sed "s/ /$(printf %s "$2" | sed \'s/[&/\\\\]/\\\\&/g\')/g"; }'

/** Keys of a call where they are not those of the environment; nothing where the form cannot say how it is signed. */
export function keysOf(
  signed: Step['signed'],
): Pick<SignedOtherwise, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'> | undefined {
  if (typeof signed === 'boolean') return {}
  const { accessKeyId, secretAccessKey, sessionToken, ...rest } = signed
  if (Object.keys(rest).length > 0) return undefined
  return {
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(secretAccessKey === undefined ? {} : { secretAccessKey }),
    ...(sessionToken === undefined ? {} : { sessionToken }),
  }
}

interface Removal {
  operation: string
  service: Step['service']
  input: Record<string, string>
}

/** What a program made, by the calls that remove it. */
export function removals({ steps }: Program): Removal[] {
  return steps
    .flatMap((step, index): Removal[] => {
      if (!('input' in step) || !step.accepted) return []
      const made = (where: string): string => reference(`${index + 1}:${where}`)
      if (step.operation === 'CreateIdentityPool')
        return [
          { operation: 'DeleteIdentityPool', service: step.service, input: { IdentityPoolId: made('IdentityPoolId') } },
        ]
      if (step.operation === 'CreateUserPool')
        return [{ operation: 'DeleteUserPool', service: step.service, input: { UserPoolId: made('UserPool.Id') } }]
      if (step.operation === 'CreateRole')
        return [
          {
            operation: 'DeleteRole',
            service: step.service,
            input: { RoleName: step.input['RoleName'] as string },
          },
        ]
      return []
    })
    .toReversed()
}
