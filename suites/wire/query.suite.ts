import { different, equal, judge, matches, observe, wire } from '../../harness/check/index.ts'
import type { Http, Response, Scene } from './read.ts'
import { queries } from './requirements.ts'

const operation = 'AssumeRoleWithWebIdentity'
const answer = `${operation} answer`
const roles = { roles: 'both' } as const

/** A sound call. */
async function parametersOf({ pool }: Scene): Promise<Record<string, string>> {
  const { token } = await pool.getOpenIdToken(await pool.getId())
  const RoleArn = pool.roles.unauthenticated ?? ''
  return { RoleArn, RoleSessionName: 'conformance', WebIdentityToken: token }
}
const post = (http: Http, parameters: Record<string, string>): Promise<Response> => http.query(operation, parameters)

/** Signed, so that a target that serves several services at one address knows which is meant. */
const postAction = (http: Http, Action: string): Promise<Response> =>
  http.query(operation, { ...senseless, Action }, true)

const codeOf = ({ body }: Response): string => /<Code>([^<]*)<\/Code>/.exec(body)?.[1] ?? 'no code'
const textOf = (response: Response): string =>
  response.status < 300 ? `HTTP ${response.status}` : `HTTP ${response.status} ${codeOf(response)}`
const requestIdOf = ({ body }: Response): string | undefined => /<RequestId>([^<]+)<\/RequestId>/.exec(body)?.[1]
/** For what is refused before the token is looked at. */
const senseless = { RoleArn: 'arn:aws:iam::123456789012:role/none', RoleSessionName: 'none', WebIdentityToken: 'none' }

wire(queries.queryByGet, 'a sound call', roles, async (scene) => {
  const sound = { Action: operation, Version: '2011-06-15', ...(await parametersOf(scene)) }
  const path = `/?${new URLSearchParams(sound).toString()}`
  const changes = { method: 'GET', path, headers: { 'content-type': '' }, body: '' }
  const response = await scene.http.query(operation, {}, false, changes)
  equal(response.status, 200, `${answer}, HTTP status`)
  matches(response.body, /<SubjectFromWebIdentityToken>/, answer)
})

for (const [title, action] of [
  ['a word', 'AssumeRoleWithNothing'],
  ['in lower case', operation.toLowerCase()],
] as const) {
  wire(queries.queryUnknownAction, title, {}, async ({ http }) => {
    const response = await postAction(http, action)
    judge(response.status >= 400 && response.status < 500, 'HTTP 4xx', textOf(response), 'STS answer')
  })

  wire(queries.queryUnknownActionCode, title, {}, async ({ http }) => {
    equal(codeOf(await postAction(http, action)), 'InvalidAction', 'STS answer, Code')
  })
}

for (const [title, version] of [
  ['another', '2010-05-08'],
  ['none', ''],
] as const) {
  wire(queries.queryVersion, title, roles, async (scene) => {
    observe(textOf(await post(scene.http, { ...(await parametersOf(scene)), Version: version })))
  })
}

wire(queries.queryInUrl, 'all of them', roles, async (scene) => {
  const sound = { Action: operation, Version: '2011-06-15', ...(await parametersOf(scene)) }
  const changes = { path: `/?${new URLSearchParams(sound).toString()}`, body: '' }
  observe(textOf(await scene.http.query(operation, {}, false, changes)))
})

wire(queries.queryUnknownParameter, 'beside a sound call', roles, async (scene) => {
  observe(textOf(await post(scene.http, { ...(await parametersOf(scene)), Unknown: 'yes' })))
})

wire(queries.queryMissingAction, 'by POST', {}, async ({ http }) => {
  const body = new URLSearchParams(senseless).toString()
  observe(textOf(await http.query(operation, {}, false, { body })))
})

wire(queries.queryType, 'of an accepted call', roles, async (scene) => {
  const { headers } = await post(scene.http, await parametersOf(scene))
  matches(headers['content-type'], /^text\/xml\b/, `${answer}, Content-Type`)
})

wire(queries.queryType, 'of a refusal', {}, async ({ http }) => {
  matches((await post(http, senseless)).headers['content-type'], /^text\/xml\b/, `${answer}, Content-Type`)
})

wire(queries.queryRoot, 'of an accepted call', roles, async (scene) => {
  const { body } = await post(scene.http, await parametersOf(scene))
  const form = new RegExp(`^\\s*(<\\?xml[^>]*\\?>\\s*)?<${operation}Response[ >][^]*<${operation}Result>`)
  matches(body, form, answer)
})

for (const [title, isSound] of [
  ['of an accepted call', true],
  ['of a refusal', false],
] as const) {
  wire(queries.queryNamespace, title, isSound ? roles : {}, async (scene) => {
    const { body } = await post(scene.http, isSound ? await parametersOf(scene) : senseless)
    const root = /<(\w+)\s+xmlns="([^"]*)"/.exec(body)
    equal(root?.[2], 'https://sts.amazonaws.com/doc/2011-06-15/', `${answer}, xmlns of the root`)
  })

  wire(queries.queryRequestIdUnique, title, isSound ? roles : {}, async (scene) => {
    const parameters = isSound ? await parametersOf(scene) : senseless
    const first = requestIdOf(await post(scene.http, parameters))
    judge(first !== undefined, 'a RequestId', 'none', answer)
    different(requestIdOf(await post(scene.http, parameters)), first, 'RequestId of the next answer')
  })
}

wire(queries.queryMetadata, 'of an accepted call', roles, async (scene) => {
  const { body } = await post(scene.http, await parametersOf(scene))
  matches(body, /<ResponseMetadata>\s*<RequestId>[^<]+<\/RequestId>\s*<\/ResponseMetadata>/, answer)
})

wire(queries.queryTimestamps, 'Expiration', roles, async (scene) => {
  const { body } = await post(scene.http, await parametersOf(scene))
  const expiration = /<Expiration>([^<]*)<\/Expiration>/.exec(body)?.[1]
  matches(expiration, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, `${answer}, Expiration`)
})
