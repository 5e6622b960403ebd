// The calls of a repro that stands alone. Stands in repros as it is, after answers.ts and standalone.ts.
import { randomBytes } from 'node:crypto'
import { type Answer, type Demand, describe, joined, judge, read } from './answers.ts'
import { type Request, send, talk } from './standalone.ts'

interface Call {
  service?: 'cognito-identity' | 'cognito-idp' | 'sts' | 'iam'
  operation: string
  input?: Record<string, unknown>
  raw?: { method?: string; path?: string; headers: Record<string, string>; body: string | Uint8Array }
  talk?: string[]
  signed?: boolean | Partial<NonNullable<Request['signing']>>
  /** Whether what follows makes no sense where it is refused. */
  needed?: boolean
  /** Whether all pages are asked for. */
  pages?: boolean
}

interface Settings {
  target: string
  region: string
  endpoints?: Record<string, string>
  headers?: Record<string, string>
}

/** Of this run of the repro alone, so that it can run again on a target that keeps its state. */
export const run = randomBytes(4).toString('hex')

export const keys = {
  accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? 'test',
  secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? 'test',
  sessionToken: process.env['AWS_SESSION_TOKEN'] ?? '',
}

export function secret(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') giveUp(`set the variable ${name}`)
  return value
}

function giveUp(reason: string): never {
  console.log(`cannot tell: ${reason}`)
  process.exit(2)
}

const names: [Answer, string][] = []

/** What stands in an answer; ends the repro where it does not. */
export function from(answer: Answer, where: string): string {
  const value = read(answer, where)
  if (value === undefined)
    giveUp(`${names.find(([one]) => one === answer)?.[1] ?? 'an answer'} says no ${where}: ${describe(answer)}`)
  return typeof value === 'string' ? value : JSON.stringify(value)
}

export function createCalls({ target, region, endpoints = {}, headers: more = {} }: Settings) {
  const undo: Call[] = []
  const protocol = (service: string, operation: string): Record<string, string> => {
    if (service === 'sts' || service === 'iam')
      return { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    const prefix = service === 'cognito-idp' ? 'AWSCognitoIdentityProviderService' : 'AWSCognitoIdentityService'
    return { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${prefix}.${operation}` }
  }
  const bodyOf = (service: string, operation: string, input: Record<string, unknown>): string => {
    if (service !== 'sts' && service !== 'iam') return JSON.stringify(input)
    const Version = service === 'sts' ? '2011-06-15' : '2010-05-08'
    return new URLSearchParams({ Action: operation, Version, ...(input as Record<string, string>) }).toString()
  }
  const make = ({
    service = 'cognito-identity',
    operation,
    input = {},
    raw,
    signed = false,
    talk: parts,
  }: Call): Promise<Answer> => {
    const endpoint = endpoints[service] ?? target
    if (parts !== undefined) return talk(endpoint, parts)
    const signing = { region, service, ...keys, ...(typeof signed === 'object' ? signed : {}) }
    return send({
      endpoint,
      method: raw?.method ?? 'POST',
      path: raw?.path ?? '/',
      headers: { ...more, ...(raw?.headers ?? protocol(service, operation)) },
      body: raw?.body ?? bodyOf(service, operation, input),
      ...(signed === false ? {} : { signing }),
    })
  }
  /** A target may have a next page for ever. */
  const makePages = async (call: Call, limit = 100): Promise<Answer> => {
    let answer = await make(call)
    for (let page = 1; page < limit; page += 1) {
      const NextToken = read(answer, 'NextToken')
      if (typeof NextToken !== 'string') break
      answer = joined(answer, await make({ ...call, input: { ...call.input, NextToken } }))
    }
    return answer
  }
  const remember = ({ operation, input = {}, service }: Call, answer: Answer): void => {
    const made = (where: string): string => String(read(answer, where))
    if (operation === 'CreateIdentityPool')
      undo.push({ operation: 'DeleteIdentityPool', signed: true, input: { IdentityPoolId: made('IdentityPoolId') } })
    if (operation === 'CreateRole')
      undo.push({ service: 'iam', operation: 'DeleteRole', signed: true, input: { RoleName: input['RoleName'] } })
    if (operation === 'CreateUserPool')
      undo.push({
        service: service ?? 'cognito-idp',
        operation: 'DeleteUserPool',
        signed: true,
        input: { UserPoolId: made('UserPool.Id') },
      })
  }
  return {
    async step(call: Call): Promise<Answer> {
      const answer = await (call.pages === true ? makePages(call) : make(call))
      const name = `step ${names.length + 1}, ${call.operation},`
      names.push([answer, name])
      console.log(`${name} ${describe(answer)}`)
      if (answer.status >= 200 && answer.status < 300) remember(call, answer)
      else if (call.needed === true) giveUp(`${name} has to be accepted first`)
      return answer
    },
    /** Says whether the deviation is there, removes what the repro made, and ends it. */
    async finish(answer: Answer, demand: Demand, expected: string, known: [string, string][] = []): Promise<never> {
      for (const call of undo.toReversed()) await make(call)
      if (answer.status === 0) giveUp(describe(answer))
      const { deviates, got } = judge(answer, demand, known)
      console.log(`\nexpected ${expected}\ngot      ${got}`)
      if (deviates === undefined) giveUp('compare the two')
      console.log(deviates ? 'The deviation is there.' : 'The deviation is gone.')
      process.exit(deviates ? 1 : 0)
    },
  }
}
