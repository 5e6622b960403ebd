import type { Exchange } from '../client/index.ts'

/** Steps of a program; more are left out. */
export const stepLimit = 60

/** What is looked for in requests to find the calls that made it: ids, roles, tokens, and what user pools call their own. */
const made =
  /[\w-]{1,32}:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|arn:aws:iam::\d+:role\/[\w+=,.@/-]+|\beyJ[\w-]*\.[\w-]+\.[\w-]*|\b[a-z]{2}-[a-z-]+-\d_\w+|\b[a-z0-9]{20,32}\b/g

const makers = new Set([
  'CreateIdentityPool',
  'CreateRole',
  'GetId',
  'GetOpenIdTokenForDeveloperIdentity',
  'CreateUserPool',
  'CreateUserPoolClient',
  'AdminInitiateAuth',
])

/**
 * Of the exchanges that set the world up, those that a check builds upon, in their order: what made the pools, roles and tokens that its
 * requests name, what configured them, and what made those in turn.
 */
export function foundations(own: readonly Exchange[], setup: readonly Exchange[]): Exchange[] {
  const chosen = new Set<Exchange>()
  const sought = new Set<string>()
  const waiting = own.map(requestText)
  const choose = (exchange: Exchange): void => {
    if (chosen.has(exchange) || own.includes(exchange)) return
    chosen.add(exchange)
    waiting.push(requestText(exchange))
  }
  for (let text = waiting.shift(); text !== undefined; text = waiting.shift()) {
    for (const [value] of text.matchAll(made)) {
      if (sought.has(value)) continue
      sought.add(value)
      if (own.some((exchange) => makers.has(exchange.operation) && isMadeBy(value, exchange))) continue
      const maker = setup.find((exchange) => makers.has(exchange.operation) && isMadeBy(value, exchange))
      if (maker === undefined) continue
      choose(maker)
      for (const exchange of setup) if (configures(exchange, maker, value)) choose(exchange)
    }
  }
  const groups = [...own, ...chosen].filter(({ operation }) => operation === 'AdminAddUserToGroup').map(groupOf)
  for (const exchange of setup)
    if (exchange.operation === 'CreateGroup' && groups.includes(groupOf(exchange))) choose(exchange)
  const texts = [...own, ...chosen].map(requestText)
  for (const exchange of setup) {
    const provider = issuerOf(exchange)
    if (provider !== undefined && texts.some((text) => text.includes(provider))) choose(exchange)
  }
  return setup.filter((exchange) => chosen.has(exchange))
}

function isMadeBy(value: string, { response, request }: Exchange): boolean {
  return (
    response !== undefined && response.status < 300 && response.body.includes(value) && !request.body.includes(value)
  )
}

/** What ends the use of a token. */
const endings = /^Admin(UserGlobalSignOut|DeleteUser)$/
const ofUsers = /^Admin(CreateUser|SetUserPassword|AddUserToGroup|UserGlobalSignOut|DeleteUser)$/

/** Roles of a pool; the user of a user pool that signs in, and its groups. */
function configures({ operation, request, response }: Exchange, maker: Exchange, value: string): boolean {
  if (response === undefined || response.status >= 300) return false
  if (operation === 'SetIdentityPoolRoles') return request.body.includes(value)
  if (maker.operation !== 'AdminInitiateAuth' || !ofUsers.test(operation)) return false
  const user = /"USERNAME":"([^"]*)"/.exec(maker.request.body)?.[1]
  return user !== undefined && request.body.includes(`"Username":"${user}"`)
}

/** What was set up stands first, but for what ends the use of a token or names what a call of the check made: that comes when it came. */
export function inOrder(base: readonly Exchange[], own: readonly Exchange[]): Exchange[] {
  const isLater = (exchange: Exchange): boolean =>
    endings.test(exchange.operation) ||
    [...requestText(exchange).matchAll(made)].some(([value]) => own.some((one) => isMadeBy(value, one)))
  const later = base.filter(isLater)
  const nextOf = (exchange: Exchange): Exchange | undefined => own.find((one) => one.startedAt >= exchange.startedAt)
  return [
    ...base.filter((one) => !later.includes(one)),
    ...own.flatMap((one) => [...later.filter((exchange) => nextOf(exchange) === one), one]),
  ]
}

/** A group of a user pool, in the words of a request that names it. */
function groupOf({ request }: Exchange): string {
  return ['UserPoolId', 'GroupName'].map((name) => new RegExp(`"${name}":"([^"]*)"`).exec(request.body)?.[1]).join(' ')
}

/** The issuer, without its scheme, that a request makes IAM know. */
function issuerOf({ operation, request }: Exchange): string | undefined {
  if (operation !== 'CreateOpenIDConnectProvider') return undefined
  return new URLSearchParams(request.body).get('Url')?.replace(/^https?:\/\//, '')
}

const onlyReads = /^(Describe|List|Lookup|GetIdentityPoolRoles|GetPrincipalTagAttributeMap|GetCallerIdentity)/

/** Whether the call, whose answer nobody needs, can be left out: it changes nothing. */
export function changesNothing({ operation, response }: Exchange): boolean {
  return onlyReads.test(operation) && response !== undefined
}

function requestText({ request, service }: Exchange): string {
  return service === 'sts' || service === 'iam' ? safelyDecoded(request.body) : request.body
}

function safelyDecoded(body: string): string {
  try {
    return decodeURIComponent(body.replaceAll('+', ' '))
  } catch {
    return body
  }
}
