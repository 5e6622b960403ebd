import { embedded } from './embed.ts'
import type { Program, SignedOtherwise, Step } from './program.ts'
import { oneLine, stringLiteral } from './quote.ts'
import type { Repro } from './repro.ts'
import { headerVariable, spoken } from './spoken.ts'
import { type Part, answerReference, partsOf, referencesIn, repetition } from './template.ts'

/** One file that Node runs without anything else: exit 1 while the deviation is there, 0 once it is gone, 2 where it cannot be told. */
export function renderScript(repro: Repro): string {
  return `${scriptOf(repro)}\n${scriptPlumbing()}`
}

/** What is the same in every script. */
export function scriptPlumbing(): string {
  return [
    '// ---- What follows is the same in every repro: reading answers, signatures, login tokens, HTTP.',
    '',
    embedded('answers'),
    '',
    embedded('standalone'),
    '',
    embedded('calls'),
    '',
    'main().catch((error) => giveUp(error.message))',
    '',
  ].join('\n')
}

/** What is a script's own. */
export function scriptOf({ id, level, sentence, program, target, sources }: Repro): string {
  const {
    steps,
    tokens = [],
    headers = [],
    demand,
    known = [],
    expected,
    got,
    at,
    shortened,
    endpoints,
    region,
  } = program
  const used = new Set([...referencesIn(program), ...known])
  const usesIssuer = tokens.length > 0 || used.has('issuer') || used.has('issuerUrl')
  const settings = [
    'target',
    `region: ${stringLiteral(region)}`,
    ...(endpoints === undefined ? [] : [`endpoints: ${JSON.stringify(endpoints)}`]),
    ...(headers.length === 0
      ? []
      : [
          `headers: { ${headers.map((name) => `${stringLiteral(name)}: secret(${stringLiteral(headerVariable(name))})`).join(', ')} }`,
        ]),
  ]
  const head = [
    '#!/usr/bin/env node',
    `// ${oneLine(id)}`,
    `// ${oneLine(level)}: ${oneLine(sentence)}`,
    ...sources.slice(0, 3).map(({ title, url }) => `// Source: ${oneLine(title)} ${oneLine(url)}`),
    `// Expected: ${spoken(expected)}`,
    `// Got:      ${spoken(got)}`,
    `// At:       ${spoken(at)}`,
    '//',
    '// Run it: node repro.mjs [address of the target]. Exit code 1 while the deviation is there, 0 once it is gone, 2 where it cannot be told.',
    '// Needs Node 20 or newer and nothing else. AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN sign, where they are set.',
    ...(usesIssuer
      ? [
          '// It issues its own login tokens; a target on another host needs an address of this one: ISSUER_URL=http://this-host:9090.',
        ]
      : []),
    ...(shortened === undefined ? [] : [`// ${shortened} earlier calls are left out.`]),
    '',
  ]
  const body = [
    `const target = process.argv[2] ?? ${stringLiteral(target)}`,
    ...(used.has('host') ? ['const { host } = new URL(target)'] : []),
    `const { step, finish } = createCalls({ ${settings.join(', ')} })`,
    ...(usesIssuer
      ? [
          'const issuer = await startIssuer(process.env.ISSUER_URL)',
          ...(used.has('issuer') ? [String.raw`const issuerName = issuer.url.replace(/^https?:\/\//, '')`] : []),
        ]
      : []),
    ...tokens.map(({ provider, user, kind, claims }, index) => {
      const more =
        claims !== undefined ? [stringLiteral(kind), code(claims)] : kind === 'sound' ? [] : [stringLiteral(kind)]
      return `const token${index + 1} = issuer.token(${[stringLiteral(provider), code(user), ...more].join(', ')})`
    }),
    ...steps.flatMap((step, index) => [
      '',
      `// ${index + 1}. ${oneLine(step.operation)}`,
      ...callLines(step, index + 1, program),
    ]),
    '',
    `await finish(answer${program.judged}, ${code(demand)}, ${code(expected)}${known.length === 0 ? '' : `, [${known.map((name) => `[${codeOf(name)}, ${stringLiteral(name)}]`).join(', ')}]`})`,
  ]
  const indented = body.flatMap((text) => text.split('\n')).map((line) => (line === '' ? '' : `  ${line}`))
  return [...head, 'async function main() {', ...indented, '}', ''].join('\n')
}

/** A call and its answer; of calls that go out at the same time the answers come behind the last one. */
function callLines(step: Step, number: number, { judged, together = [] }: Program): string[] {
  const call = callOf(step, number === judged)
  if (!together.includes(number)) return [`const answer${number} = await ${call}`]
  const lines = [`const call${number} = ${call}`]
  if (number !== together.at(-1)) return lines
  return [...lines, ...together.map((one) => `const answer${one} = await call${one}`)]
}

function callOf(step: Step, isJudged: boolean): string {
  const { service, operation, signed } = step
  const members = [
    ...(service === 'cognito-identity' ? [] : [`service: ${stringLiteral(service)}`]),
    `operation: ${stringLiteral(operation)}`,
    ...(signed === false ? [] : [`signed: ${signed === true ? 'true' : signedCode(signed)}`]),
    ...(step.accepted && !isJudged ? ['needed: true'] : []),
    ...(step.pages === true ? ['pages: true'] : []),
    contentCode(step),
  ]
  return `step({\n${members.map((one) => `  ${one},`).join('\n')}\n})`
}

function contentCode(step: Step): string {
  if ('input' in step) return `input: ${code(step.input, '  ')}`
  if ('talk' in step) return `talk: ${code(step.talk, '  ')}`
  const { method, path, headers, body, bytes } = step.raw
  const members = [
    ...(method === 'POST' ? [] : [`method: ${stringLiteral(method)}`]),
    ...(path === '/' ? [] : [`path: ${code(path)}`]),
    `headers: ${code(headers, '    ')}`,
    `body: ${bytes === undefined ? code(body) : `Buffer.from(${stringLiteral(bytes)}, 'base64')`}`,
  ]
  return `raw: {\n${members.map((one) => `    ${one},`).join('\n')}\n  }`
}

function signedCode({ authorization, ...rest }: SignedOtherwise): string {
  const members = Object.entries(rest).map(([name, value]) => `${memberName(name)}: ${code(value)}`)
  if (authorization !== undefined) members.push(`authorization: ({ day, signature }) => ${code(authorization)}`)
  return `{ ${members.join(', ')} }`
}

/** An expression for a value whose strings are templates. */
function code(value: unknown, indent = ''): string {
  if (typeof value === 'string') return textCode(partsOf(value))
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined'
  const isList = Array.isArray(value)
  const members = isList
    ? value.map((one) => code(one, `${indent}  `))
    : Object.entries(value).map(([name, one]) => `${memberName(name)}: ${code(one, `${indent}  `)}`)
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  if (members.length === 0) return open + close
  const line = isList ? `[${members.join(', ')}]` : `{ ${members.join(', ')} }`
  if (line.length < 90 && !line.includes('\n')) return line
  return `${open}\n${members.map((one) => `${indent}  ${one},`).join('\n')}\n${indent}${close}`
}

function memberName(template: string): string {
  const parts = partsOf(template)
  const [first] = parts
  if (parts.length === 1 && typeof first === 'string') {
    // A member of this name would set the prototype.
    if (first === '__proto__') return '["__proto__"]'
    return /^[A-Za-z_]\w*$/.test(first) ? first : stringLiteral(first)
  }
  return parts.length === 0 ? '""' : `[${textCode(parts)}]`
}

function textCode(parts: readonly Part[]): string {
  const [first = ''] = parts
  if (parts.length <= 1) return typeof first === 'string' ? stringLiteral(first) : codeOf(first.reference)
  const inside = parts.map((part) => {
    if (typeof part !== 'string') return `\${${codeOf(part.reference)}}`
    return stringLiteral(part).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${')
  })
  return `\`${inside.join('')}\``
}

function codeOf(reference: string): string {
  const answer = answerReference(reference)
  if (answer !== undefined) return `from(answer${answer.step}, ${stringLiteral(answer.where)})`
  const repeated = repetition(reference)
  if (repeated !== undefined) return `${stringLiteral(repeated.unit)}.repeat(${repeated.count})`
  const [kind = '', name = ''] = reference.split(':')
  if (kind === 'token') return `token${Number(name)}`
  if (kind === 'env') return `secret(${stringLiteral(name)})`
  const plain: Record<string, string> = {
    run: 'run',
    host: 'host',
    issuerUrl: 'issuer.url',
    issuer: 'issuerName',
    accessKeyId: 'keys.accessKeyId',
    day: 'day',
    signature: 'signature',
  }
  const found = plain[kind]
  if (found === undefined) throw new Error(`the program refers to something unknown: ${reference}`)
  return found
}
