import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningReference, startReference } from '../../fixtures/reference/index.ts'
import { type RawClient, type Signing, Trace, createRawClient, jsonRequest } from './index.ts'

const keys = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret' }
let reference: RunningReference
let client: RawClient
beforeAll(async () => {
  reference = await startReference({ accessKeys: { [keys.accessKeyId]: { secretAccessKey: keys.secretAccessKey } } })
  client = createRawClient({ region: 'us-east-1', cognito: reference.url }, keys, 5000)
})
afterAll(async () => {
  await client.close()
  await reference.close()
})

const ask = async (signed: boolean | Signing) =>
  (await client.send(jsonRequest('ListIdentityPools', { MaxResults: 1 }, signed), new Trace())).response?.body

test.each<[string, boolean | Signing]>([
  ['with nothing altered', true],
  ['with an alteration that is none', {}],
])('a signature %s is sound', async (_, signed) => {
  expect(await ask(signed)).toBe('{"IdentityPools":[]}')
})

test.each<[string, boolean | Signing, string]>([
  ['none', false, 'MissingAuthenticationTokenException'],
  ['wrong secret', { keys: { secretAccessKey: 'other' } }, 'signature we calculated does not match'],
  ['unknown key', { keys: { accessKeyId: 'AKIAOTHER' } }, 'UnrecognizedClientException'],
  ['session token of nobody', { keys: { sessionToken: 'other' } }, 'UnrecognizedClientException'],
  ['another Region', { region: 'eu-west-1' }, "valid region, not 'eu-west-1'"],
  ['another service', { service: 'sts' }, 'scoped to correct service'],
  ['an old date', { date: new Date(0) }, 'Signature expired'],
  ['another body', { body: '{}' }, 'x-amz-content-sha256'],
  [
    'a header changed afterwards',
    { after: (headers) => ({ ...headers, authorization: 'AWS4-HMAC-SHA256' }) },
    'Incomplete',
  ],
])('what is altered alone is wrong: %s', async (_, signed, text) => {
  expect(await ask(signed)).toContain(text)
})

test('a signature in the query leaves no Authorization header', async () => {
  const trace = new Trace()
  await client.send(jsonRequest('ListIdentityPools', { MaxResults: 1 }, { presignedFor: 60 }), trace)
  const { url, headers } = trace.exchanges[0]?.request ?? { url: '', headers: {} }
  expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('60')
  expect(new URL(url).searchParams.get('X-Amz-Signature')).toMatch(/^[0-9a-f]{64}$/)
  expect(Object.keys(headers)).not.toContain('authorization')
})
