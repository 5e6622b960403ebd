import nock from 'nock'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Trace, createRawClient, jsonRequest, rateLimitOf, readAnswer } from '../client/index.ts'
import { awsEndpoints, awsKeys } from './aws.ts'

const metadata = 'http://169.254.169.254'
const outside: string[] = []
const note = (request: Request): void => void outside.push(request.url)

const before = { ...process.env }
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  Object.assign(process.env, { HOME: '/nowhere', AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata })
  nock.disableNetConnect()
  nock.emitter.on('no match', note)
  outside.length = 0
})
afterEach(() => {
  process.env = { ...before }
  nock.emitter.off('no match', note)
  nock.cleanAll()
  nock.enableNetConnect()
})

test('the metadata service is not asked where the environment has keys', async () => {
  const asked = nock(metadata).get(/.*/).reply(200, '').persist()
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' })
  expect(await awsKeys()).toEqual({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' })
  expect([asked.isDone(), outside]).toEqual([false, []])
})

test('the metadata service is asked where nothing else has keys', async () => {
  const credentials = {
    Code: 'Success',
    AccessKeyId: 'ASIDOFTHEINSTANCE',
    SecretAccessKey: 'secret of the instance',
    Token: 'session',
    Expiration: new Date(Date.now() + 3_600_000).toISOString(),
  }
  const role = '/latest/meta-data/iam/security-credentials/'
  const asked = nock(metadata)
    .put('/latest/api/token')
    .reply(200, 'metadata token')
    .get(role)
    .reply(200, 'a-role')
    .get(`${role}a-role`)
    .reply(200, credentials)
  expect(await awsKeys()).toEqual({
    accessKeyId: 'ASIDOFTHEINSTANCE',
    secretAccessKey: 'secret of the instance',
    sessionToken: 'session',
  })
  expect(asked.isDone()).toBe(true)
})

test('where there are no keys at all, one line says how to give some', async () => {
  nock(metadata).put(/.*/).replyWithError('no route').persist()
  process.env['AWS_EC2_METADATA_DISABLED'] = 'true'
  await expect(awsKeys()).rejects.toThrow(/^no AWS credentials: [^\n]+; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and/)
})

test('a burst of throttling pauses the operation and halves its rate, each time', async () => {
  const endpoints = awsEndpoints('eu-west-1')
  const gate = rateLimitOf(endpoints)
  const client = createRawClient(endpoints, { accessKeyId: 'a', secretAccessKey: 'b' }, 5000, gate)
  const throttle = JSON.stringify({ __type: 'TooManyRequestsException', message: 'Rate exceeded' })
  nock(endpoints.cognito).post('/').times(2).reply(400, throttle).post('/').times(4).reply(200, '{}')
  const ask = async (): Promise<{ kind: string; at: number }> => {
    const { kind, exchange } = readAnswer(await client.send(jsonRequest('GetId', {}), new Trace()))
    return { kind, at: exchange.startedAt }
  }
  const answers: { kind: string; at: number }[] = []
  for (let index = 0; index < 6; index += 1) answers.push(await ask())
  await client.close()
  expect(answers.map(({ kind }) => kind)).toEqual(['silent', 'silent', 'accepted', 'accepted', 'accepted', 'accepted'])
  const [first = 0, second = 0, third = 0, , , last = 0] = answers.map(({ at }) => at)
  // A pause of a second after each throttle, then a quarter of 20 requests a second; a call of a busy machine starts late.
  expect(second - first).toBeGreaterThan(900)
  expect(third - second).toBeGreaterThan(900)
  expect(last - third).toBeGreaterThan(400)
}, 20_000)
