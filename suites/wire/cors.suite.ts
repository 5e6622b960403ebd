import { between, equal, judge, matches, observe, wire } from '../../harness/check/index.ts'
import { type Http, type Response, nobody } from './read.ts'
import { cors } from './requirements.ts'

const origin = 'https://app.example.com'
/** What a browser sends beside the content type for an open call. */
const openHeaders = ['content-type', 'x-amz-target', 'x-amz-user-agent']
const signedHeaders = ['authorization', 'x-amz-date', 'x-amz-security-token']

const fromBrowser = (http: Http, pool: string): Promise<Response> =>
  http.json('GetId', { IdentityPoolId: pool }, false, { headers: { origin } })

/** Names no operation and carries neither content nor signature, as a browser asks. */
const preflight = (http: Http, asked: readonly string[]): Promise<Response> =>
  http.json('GetId', {}, false, {
    method: 'OPTIONS',
    headers: {
      origin,
      'content-type': '',
      'x-amz-target': '',
      'access-control-request-method': 'POST',
      'access-control-request-headers': asked.join(','),
    },
    body: '',
  })

const listOf = (header: string | undefined): string[] => (header ?? '').toLowerCase().split(/\s*,\s*/)

for (const [title, unknown] of [
  ['of an accepted call', false],
  ['of a refusal', true],
] as const) {
  wire(cors.allowOrigin, title, {}, async ({ pool, http, region }) => {
    const { headers } = await fromBrowser(http, unknown ? `${region}:${nobody}` : pool.id)
    equal(headers['access-control-allow-origin'], '*', 'GetId answer, Access-Control-Allow-Origin')
  })

  for (const name of ['x-amzn-RequestId', 'x-amzn-ErrorType', 'x-amzn-ErrorMessage', 'Date'] as const) {
    wire(cors.exposedHeaders, `${name} ${title}`, {}, async ({ pool, http, region }) => {
      const { headers } = await fromBrowser(http, unknown ? `${region}:${nobody}` : pool.id)
      const exposed = listOf(headers['access-control-expose-headers'])
      const isExposed = exposed.includes(name.toLowerCase()) || exposed.includes('*')
      judge(isExposed, name, exposed.join(', '), 'Access-Control-Expose-Headers')
    })
  }
}

wire(cors.preflight, 'of an open call', {}, async ({ http }) => {
  between((await preflight(http, openHeaders)).status, 200, 299, 'preflight answer, HTTP status')
})

wire(cors.preflightOrigin, 'of an open call', {}, async ({ http }) => {
  const allowed = (await preflight(http, openHeaders)).headers['access-control-allow-origin']
  matches(allowed, /^(\*|https:\/\/app\.example\.com)$/, 'preflight answer, Access-Control-Allow-Origin')
})

for (const [requirement, asked] of [
  [cors.preflightHeaders, openHeaders],
  [cors.preflightSigned, signedHeaders],
] as const) {
  for (const name of asked) {
    wire(requirement, name, {}, async ({ http }) => {
      const allowed = listOf((await preflight(http, asked)).headers['access-control-allow-headers'])
      // `*` covers all but authorization, which has to be named (Fetch Standard, CORS-preflight fetch).
      const isAllowed = allowed.includes(name) || (allowed.includes('*') && name !== 'authorization')
      judge(isAllowed, name, allowed.join(', '), 'preflight answer, Access-Control-Allow-Headers')
    })
  }
}

wire(cors.preflightAge, 'of an open call', {}, async ({ http }) => {
  observe((await preflight(http, openHeaders)).headers['access-control-max-age'] ?? 'not said')
})
