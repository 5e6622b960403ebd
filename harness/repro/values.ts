import type { Exchange } from '../client/index.ts'
import type { ReproFacts } from './facts.ts'
import type { Token } from './program.ts'
import { literal, reference } from './template.ts'
import { jwtPattern, recognize } from './tokens.ts'

const names = ['ann', 'bob', 'carl', 'dora', 'emil', 'fay', 'gus', 'hal', 'ivy', 'joe']
const leastLength = 8
/** The same few characters many times over are written as a repetition. */
const repetitions = /([^$]{1,8}?)\1{63,}/gsu

/** What stands for the values of a run: builds up as the steps of a program are taken in, one after the other. */
export class Values {
  readonly tokens: Token[] = []
  readonly #facts: ReproFacts
  readonly #keepsNames: boolean
  readonly #known = new Map<string, string>()
  /** Places of answers that said a known value again, in the order of the steps; none in lists, whose order may be any. */
  readonly #mentions: { value: string; step: number; name: string }[] = []
  readonly #users = new Map<string, string>()
  readonly #environment = new Map<string, string>()
  #requested = ''
  #pattern: RegExp | undefined
  #nextToken: { value: string; reference: string } | undefined

  /** `keepsNames`: users keep the names of the run, as where their letter case is the point. */
  constructor(facts: ReproFacts, keepsNames = false) {
    this.#facts = facts
    this.#keepsNames = keepsNames
    this.#note(new URL(facts.endpoints.cognito).host, 'host')
    if (facts.issuer === undefined) return
    this.#note(facts.issuer.url, 'issuerUrl')
    this.#note(facts.issuer.url.replace(/^https?:\/\//, ''), 'issuer')
  }

  /** References of values that occur in the text and were known before this step, longer values first. */
  occurringIn(text: string, step: number): string[] {
    return [...this.#known]
      .filter(([value, name]) => name !== 'host' && !name.startsWith(`${step}:`) && text.includes(value))
      .toSorted(([a], [b]) => b.length - a.length)
      .map(([, name]) => name)
  }

  valueOf(name: string): string {
    if (name === 'run') return this.#facts.runId
    return [...this.#known].find(([, known]) => known === name)?.[0] ?? ''
  }

  referenceTo(value: string): string | undefined {
    return this.#known.get(value)
  }

  /** Users as the program names them, in a text that keeps all else. */
  rename(text: string): string {
    if (this.#keepsNames) return text
    return text.replaceAll(this.#userPattern(), (user) => this.#nameOf(user))
  }

  /** The template of a text of a request. `at`: when it was sent. */
  template(text: string, at: number): string {
    const { runId } = this.#facts
    const isUser = !this.#keepsNames && new RegExp(`^u\\d+-${runId}$`).test(text)
    if (isUser) return literal(this.#nameOf(text).slice(0, -runId.length)) + reference('run')
    return this.#replaced(text, (token) => this.#tokenOf(token, at))
  }

  /**
   * The template of a text that an answer to this step has to have: its values are those of the last answers before, as that of a call
   * that merged two identities, which says the one that stays.
   */
  demanded(text: string, at: number, step: number): string {
    const before = this.#mentions
      .filter((mention) => mention.step < step)
      .map(({ value, name }) => [value, name] as const)
    return this.#replaced(text, (token) => this.#tokenOf(token, at), false, new Map(before))
  }

  /** The template of a text for people: no token, no key. */
  spoken(text: string): string {
    return this.#replaced(this.rename(text.slice(0, 2000)), () => '<token>', true)
  }

  /** The template of a page token: the last one that the target gave. */
  pageToken(text: string): string | undefined {
    return this.#nextToken?.value === text ? this.#nextToken.reference : undefined
  }

  /** What stands for a secret that only the person has. */
  secret(value: string): string {
    const known = this.#environment.get(value) ?? `LOGIN_TOKEN_${this.#environment.size + 1}`
    this.#environment.set(value, known)
    this.#note(value, `env:${known}`)
    return reference(`env:${known}`)
  }

  /** Takes in the answer to a step: what is new in it can be referred to from now on. */
  takeIn(step: number, { request, response, operation }: Exchange): void {
    this.#requested += request.body
    // Where the provider is there already the answer has no ARN, and nobody needs it.
    if (response === undefined || response.status >= 300 || operation === 'CreateOpenIDConnectProvider') return
    const requestId = response.headers['x-amzn-requestid']
    if (requestId !== undefined) this.#note(requestId, `${step}:header:x-amzn-requestid`)
    for (const [where, value] of leavesOf(response.body)) {
      if (where === 'NextToken') this.#nextToken = { value, reference: reference(`${step}:NextToken`) }
      const isNew = value.length >= leastLength && !/\s/.test(value) && !this.#requested.includes(value)
      if (isNew) this.#note(value, `${step}:${where}`)
      const isAgain = /^\d+:/.test(this.#known.get(value) ?? '') && !/\.\d+(\.|$)/.test(where)
      if (isAgain) this.#mentions.push({ value, step, name: `${step}:${where}` })
    }
  }

  #note(value: string, name: string): void {
    if (this.#known.has(value)) return
    this.#known.set(value, name)
    this.#pattern = undefined
  }

  #replaced(
    text: string,
    tokenOf: (token: string) => string,
    isSpoken = false,
    preferred?: ReadonlyMap<string, string>,
  ): string {
    this.#pattern ??= this.#everything()
    let [template, end] = ['', 0]
    for (const match of text.matchAll(this.#pattern)) {
      const [found] = match
      template += shortened(text.slice(end, match.index))
      end = match.index + found.length
      const name = preferred?.get(found) ?? this.#known.get(found)
      if (name !== undefined)
        template += isSpoken && /Secret|Token|AccessKey/.test(name) ? '<redacted>' : reference(name)
      else template += found === this.#facts.runId ? reference('run') : tokenOf(found)
    }
    return template + shortened(text.slice(end))
  }

  #everything(): RegExp {
    const values = [...this.#known.keys()].toSorted((a, b) => b.length - a.length).map(escaped)
    const run = this.#keepsNames ? [] : [escaped(this.#facts.runId)]
    return new RegExp([...values, jwtPattern.source, ...run].join('|'), 'g')
  }

  #tokenOf(jwt: string, at: number): string {
    const token = recognize(jwt, this.#facts.issuer, at)
    if (token === undefined) return this.secret(jwt)
    this.tokens.push({ ...token, user: this.template(token.user, at) })
    const name = `token:${this.tokens.length}`
    // The same token offered again is the same one.
    this.#note(jwt, name)
    return reference(name)
  }

  #userPattern(): RegExp {
    return new RegExp(`\\bu\\d+-${this.#facts.runId}(?!\\w)`, 'g')
  }

  #nameOf(user: string): string {
    const count = this.#users.size
    const known = this.#users.get(user) ?? `${names[count] ?? `user${count + 1}`}-${this.#facts.runId}`
    this.#users.set(user, known)
    return known
  }
}

function shortened(text: string): string {
  return literal(text).replaceAll(repetitions, (all: string, unit: string) =>
    reference(`repeat:${all.length / unit.length}:${encodeURIComponent(unit.toWellFormed())}`),
  )
}

/** Texts of an answer and where they stand; in XML the first element of each name. */
function leavesOf(body: string): [where: string, value: string][] {
  if (body.startsWith('<')) {
    const elements = [...body.matchAll(/<(\w+)>([^<]+)<\/\1>/g)].map(
      ([, name = '', value = '']) => [name, value] as const,
    )
    return [...new Map(elements.toReversed())]
  }
  try {
    return leaves(JSON.parse(body), '')
  } catch {
    return []
  }
}

function leaves(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value)
    .filter(([name]) => /^[\w-]+$/.test(name))
    .flatMap(([name, inner]) => leaves(inner, path === '' ? name : `${path}.${name}`))
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)
