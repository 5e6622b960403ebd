import { bashHead, jsonWord, keysOf, neededOf, removals, removedOf, repeatFunction, variable, word } from './bash.ts'
import type { Demand } from './answers.ts'
import type { Program, Step } from './program.ts'
import { oneLine, shellWord } from './quote.ts'
import type { Repro } from './repro.ts'
import { answerReference } from './template.ts'

const needs = 'the AWS CLI.'

/** bash with one command of the AWS CLI a call; for what the CLI cannot send or show it says so. */
export function renderAwsCli(repro: Repro): string {
  const { program } = repro
  const head = bashHead(repro, needs)
  const reason = unsayable(program)
  if (reason !== undefined) {
    return [...head, '', `echo ${shellWord(`cannot tell: ${reason}; the script form can.`)}`, 'exit 2', ''].join('\n')
  }
  const { steps, judged, demand, expected } = program
  const lines = [
    ...head,
    ...settings,
    repeatFunction,
    '',
    ...steps.slice(0, judged - 1).flatMap((step, index) => [...stepLines(step, index + 1, program), '']),
    ...judgement(steps[judged - 1] as Step, judged, demand, program, expected),
  ]
  return `${lines.join('\n')}\n`
}

/** One attempt a call, no pager, and no opinion of the CLI's own on what may be sent. */
const settings = [
  'export AWS_MAX_ATTEMPTS=1 AWS_PAGER= AWS_EC2_METADATA_DISABLED=true',
  'JUDGED=',
  'AWS_CONFIG_FILE=$(mktemp) && export AWS_CONFIG_FILE && trap \'rm -f "$AWS_CONFIG_FILE"; [ -n "$JUDGED" ] || exit 2\' EXIT',
  'printf \'[default]\\nparameter_validation = false\\ncli_follow_urlparam = false\\n\' >"$AWS_CONFIG_FILE"',
  'stop() { echo "cannot tell: step $1 was not accepted" && exit 2; }',
]

function unsayable({ steps, headers, known = [], together, judged }: Program): string | undefined {
  if (together !== undefined || judged !== steps.length) return 'the run made some of these calls at the same time'
  if (headers !== undefined) return 'the AWS CLI adds no headers'
  for (const [index, step] of steps.entries()) {
    const where = `step ${index + 1}, ${oneLine(step.operation)}`
    if (step.pages === true) return `the AWS CLI asks for no page after page in ${where}`
    if (!('input' in step)) return `the AWS CLI cannot send ${where}, as it goes over the wire`
    if (keysOf(step.signed) === undefined) return `the AWS CLI does not sign ${where} like that`
  }
  const foreign = [...neededAnywhere(steps, known)].find((name) => /:(header|claim|jose):/.test(name))
  return foreign === undefined ? undefined : 'the AWS CLI does not show headers'
}

function* neededAnywhere(steps: readonly Step[], known: readonly string[]): Generator<string> {
  for (const name of JSON.stringify(steps).matchAll(/\$\{([^}]*)\}/g)) yield name[1] ?? ''
  yield* known
}

function stepLines(step: Step, number: number, program: Program): string[] {
  const needed = [...neededOf(program, number).filter((name) => isUsed(name, program)), ...removedOf(program, number)]
  const places = needed.map((name) => queryOf(step, answerReference(name)?.where ?? ''))
  const comment = `# ${number}. ${oneLine(step.operation)}`
  const stop = step.accepted ? ` || stop ${number}` : ''
  if (needed.length === 0) return [comment, `${command(step, program)} >/dev/null${stop}`]
  const query = `--query ${shellWord(`[${places.join(', ')}]`)} --output text`
  return [
    comment,
    `ANSWER_${number}=$(${command(step, program, query)})${stop}`,
    `read -r ${needed.map(variable).join(' ')} <<<"$ANSWER_${number}"`,
  ]
}

/** What only the face of another demand names is of no use here. */
function isUsed(name: string, { known: _known, ...program }: Program): boolean {
  return JSON.stringify(program).includes(`\${${name}}`)
}

function command(step: Step, program: Program, more = ''): string {
  const { service, operation, signed } = step
  const input = 'input' in step ? step.input : {}
  const endpoint = program.endpoints?.[service]
  const own = keysOf(signed) ?? {}
  const keys = [
    ...(own.accessKeyId === undefined ? [] : [`AWS_ACCESS_KEY_ID=${word(own.accessKeyId)}`]),
    ...(own.secretAccessKey === undefined ? [] : [`AWS_SECRET_ACCESS_KEY=${word(own.secretAccessKey)}`]),
    ...(own.sessionToken === undefined ? [] : [`AWS_SESSION_TOKEN=${word(own.sessionToken)}`]),
  ]
  const parts = [
    ...keys,
    `aws ${service} ${kebab(operation)} --endpoint-url ${endpoint === undefined ? '"$TARGET"' : shellWord(endpoint)} --region ${shellWord(program.region)}`,
    ...(signed === false ? ['--no-sign-request'] : []),
    `--cli-input-json ${jsonWord(service === 'iam' || service === 'sts' ? structured(input) : input)}`,
    ...(more === '' ? [] : [more]),
  ]
  return parts.join(parts.join(' ').length > 140 ? ' \\\n  ' : ' ')
}

/** `CreateOpenIDConnectProvider` is `create-open-id-connect-provider`. */
function kebab(operation: string): string {
  return shellWord(operation.replaceAll(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase())
}

/** Parameters of the Query protocol as members: `Tags.member.1.Key` is a member of the first of a list. */
function structured(input: Record<string, unknown>): Record<string, unknown> {
  const made: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input)) {
    const [, list, index, member] = /^(\w+)\.member\.(\d+)(?:\.(\w+))?$/.exec(name) ?? []
    if (list === undefined) {
      made[name] = name === 'DurationSeconds' && /^\d+$/.test(String(value)) ? Number(value) : value
      continue
    }
    const entries = (made[list] ??= []) as unknown[]
    const at = Number(index) - 1
    entries[at] = member === undefined ? value : { ...(entries[at] as object | undefined), [member]: value }
  }
  return made
}

/** Where the CLI shows what stands in an answer. */
function queryOf({ operation }: Pick<Step, 'operation'>, where: string): string {
  const path = where.replaceAll(/\.(\d+|\*)/g, '[$1]')
  if (operation === 'CreateRole') return `Role.${path}`
  if (operation !== 'AssumeRoleWithWebIdentity') return path
  if (/^(AccessKeyId|SecretAccessKey|SessionToken|Expiration)$/.test(path)) return `Credentials.${path}`
  return path === 'Arn' || path === 'AssumedRoleId' ? `AssumedRoleUser.${path}` : path
}

function judgement(step: Step, number: number, demand: Demand, program: Program, expected: string): string[] {
  const place = 'where' in demand && /^[A-Z][\w.*]*$/.test(demand.where) ? queryOf(step, demand.where) : undefined
  // What the judged call makes is removed too.
  const made = removedOf(program, number)
  const places = made.map((name) => queryOf(step, answerReference(name)?.where ?? ''))
  const shown = `to_string(${place ?? '@'})`
  const queried = made.length === 0 ? shown : `[${[...places, shown].join(', ')}]`
  const isWhole = place === undefined && made.length === 0
  const query = isWhole ? '--output json' : `--query ${shellWord(queried)} --output text`
  const undo = removals(program).map(
    ({ operation, service, input }) =>
      `${command({ operation, service, signed: true, accepted: true, input }, program)} >/dev/null 2>&1`,
  )
  return [
    `# ${number}. ${oneLine(step.operation)}`,
    `GOT=$(${command(step, program, query)} 2>&1)`,
    'STATUS=$?',
    ...made.map((name) => `${variable(name)}=`),
    ...(made.length === 0
      ? []
      : [`[ $STATUS -eq 0 ] && IFS=$'\\t' read -r ${made.map(variable).join(' ')} GOT <<<"$GOT"`]),
    String.raw`CODE=$(sed -n 's/.*An error occurred (\([^)]*\)).*/\1/p' <<<"$GOT")`,
    ...undo,
    `echo expected ${word(expected)}`,
    'echo "got      ${GOT:-accepted}"',
    'JUDGED=yes',
    ...decision(demand, place),
  ]
}

const there = 'echo "The deviation is there." && exit 1'
const gone = 'echo "The deviation is gone." && exit 0'

/** Ends the repro by what the last answer is. */
function decision(demand: Demand, place: string | undefined): string[] {
  // Neither an answer nor an error of the service: the CLI itself failed.
  const failed = '[ $STATUS -ne 0 ] && [ -z "$CODE" ] && echo "cannot tell" && exit 2'
  const isRefused = '[ $STATUS -ne 0 ]'
  if (demand.is === 'accepted') return [failed, `${isRefused} && ${there}`, gone]
  if (demand.is === 'refused') {
    const codes = demand.codes.map((code) => `[ "$CODE" = ${shellWord(code)} ] && ${gone}`)
    return [failed, ...(codes.length === 0 ? [`${isRefused} && ${gone}`] : codes), there]
  }
  if (demand.is === 'none-of' && demand.where === 'code') {
    return [failed, ...demand.values.map((code) => `[ "$CODE" = ${shellWord(String(code))} ] && ${there}`), gone]
  }
  if (place === undefined) return ['echo "cannot tell by the AWS CLI alone: compare the two"', 'exit 2']
  const same = (value: unknown): string => `[ "$GOT" = ${typeof value === 'string' ? word(value) : jsonWord(value)} ]`
  const refused = [failed, `${isRefused} && ${there}`]
  if (demand.is === 'equal') return [...refused, `${same(demand.value)} && ${gone}`, there]
  if (demand.is === 'different') return [...refused, `${same(demand.value)} && ${there}`, gone]
  if (demand.is === 'one-of') return [...refused, ...demand.values.map((value) => `${same(value)} && ${gone}`), there]
  if (demand.is === 'none-of') return [...refused, ...demand.values.map((value) => `${same(value)} && ${there}`), gone]
  return ['echo "cannot tell by the AWS CLI alone: compare the two"', 'exit 2']
}
