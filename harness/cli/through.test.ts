import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ReverseProxyOptions, startReverseProxy } from '../../fixtures/proxies/index.ts'
import { type RunningReference, startReference } from '../../fixtures/reference/index.ts'
import { type Judged, judge } from './test-cli.ts'
import { exitCodeThrough } from './through.ts'

let reference: RunningReference
beforeAll(async () => {
  reference = await startReference()
})
afterAll(() => reference.close())

const topics = ['--only', 'identities', 'flows', '--seed', '7', '--cases', '3']

async function through(options: ReverseProxyOptions, ...more: string[]): Promise<Judged> {
  const proxy = await startReverseProxy(reference.url, options)
  try {
    return await judge([reference.url, '--through', proxy.url, ...topics, ...more])
  } finally {
    await proxy.close()
  }
}

describe('a proxy that only passes on', () => {
  const expectNoDifference = ({ code, text, results }: Judged): void => {
    expect(results?.comparison).toMatchObject({ broken: false, checks: [], answers: [] })
    expect(results?.summary.verdicts).toMatchObject({ fail: 0, indeterminate: 0 })
    expect(results?.summary.verdicts.pass).toBeGreaterThan(20)
    expect(text).toContain('The proxy changes nothing')
    expect(code).toBe(0)
  }

  test('gives the same verdicts', async () => expectNoDifference(await through({})))

  test('under a path prefix, every request has it, also those of the probe and the clean-up', async () => {
    const proxy = await startReverseProxy(reference.url, { prefix: '/aws/identity' })
    const before = reference.state.pools.size
    expectNoDifference(
      await judge([reference.url, '--through', proxy.url, '--only', 'identities', '--seed', '7', '--cases', '3']),
    )
    await proxy.close()
    expect(proxy.requests.filter(({ url }) => url?.startsWith('/aws/identity/') !== true)).toEqual([])
    expect(proxy.requests.some(({ headers }) => headers['x-amz-target']?.includes('DeleteIdentityPool'))).toBe(true)
    expect(reference.state.pools.size).toBe(before)
  })
})

describe('a proxy that breaks something is told what', () => {
  test('a lost header', async () => {
    const { code, text, results } = await through({
      rewrites({ headers, ...answer }) {
        const { 'x-amzn-requestid': _lost, ...kept } = headers
        return { ...answer, headers: kept }
      },
    })
    expect(results?.comparison?.answers).toContainEqual({ operation: 'GetId', change: 'header x-amzn-requestid lost' })
    expect(text).toContain('The proxy breaks this')
    expect(code).toBe(1)
  })

  test('signatures, by a prefix that the target does not see', async () => {
    const { code, results } = await through({ prefix: '/sts' })
    const reasons = results?.comparison?.checks.map(({ reason }) => reason) ?? []
    expect(reasons).toContainEqual(expect.stringContaining('SignatureDoesNotMatch'))
    expect(code).toBe(1)
  })

  test('another status', async () => {
    const { code, results } = await through({
      rewrites: (answer) => (answer.status === 400 ? { ...answer, status: 500 } : answer),
    })
    const { answers = [], checks = [] } = results?.comparison ?? {}
    expect(answers.map(({ change }) => change)).toContainEqual(
      expect.stringMatching(/^status (HTTP 400.*) became HTTP 500/),
    )
    expect(checks).toContainEqual(expect.objectContaining({ direct: 'pass', through: 'fail', broken: true }))
    expect(code).toBe(1)
  })

  test('another body, of one operation only', async () => {
    const { code, results } = await through({
      rewrites: (answer, operation) =>
        operation === 'DescribeIdentity'
          ? { ...answer, body: answer.body.replace('"CreationDate"', '"creationDate"') }
          : answer,
    })
    const operations = results?.comparison?.answers.map(({ operation }) => operation)
    expect(operations).toEqual(['DescribeIdentity'])
    expect(results?.comparison?.answers[0]?.change).toMatch(/^body .*CreationDate.* became .*creationDate/)
    expect(code).toBe(1)
  })

  test('answers from a cache', async () => {
    const { code, results } = await through({ caches: true })
    const { answers = [], checks = [] } = results?.comparison ?? {}
    expect(answers.map(({ change }) => change)).toContainEqual(expect.stringContaining('a cache answers'))
    expect(checks.some((check) => check.broken && check.through === 'fail')).toBe(true)
    expect(code).toBe(1)
  })

  test('connections that are cut', async () => {
    const { code, results } = await through({ interferes: (nth) => (nth % 40 === 0 ? 'request lost' : undefined) })
    const broken = results?.comparison?.checks.filter((check) => check.broken) ?? []
    expect(broken.length).toBeGreaterThan(0)
    expect(broken.map(({ reason }) => reason).join('\n')).toContain('connection trouble')
    expect(code).toBe(1)
  })
})

test('what the target itself gets wrong is no fault of the proxy', async () => {
  const wrong = await startReverseProxy(reference.url, {
    rewrites: (answer) => ({ ...answer, status: answer.status === 400 ? 500 : answer.status }),
  })
  const proxy = await startReverseProxy(wrong.url)
  const { code, results } = await judge([wrong.url, '--through', proxy.url, ...topics])
  await Promise.all([proxy.close(), wrong.close()])
  expect(results?.comparison?.checks).toEqual([])
  expect(results?.summary.verdicts.fail).toBeGreaterThan(0)
  expect(code).toBe(0)
})

test('the reference inside of the run has no address that a proxy could know', async () => {
  const { code, text } = await judge(['reference', '--through', 'http://127.0.0.1:9'])
  expect(text).toContain('--through needs a target with an address')
  expect(code).toBe(4)
})

test('a run that was cut off is not green, nor is one without a pass', async () => {
  const { results } = await judge([reference.url, ...topics])
  if (results === undefined) throw new Error('no results')
  expect(exitCodeThrough(results, 0.05)).toBe(0)
  expect(exitCodeThrough({ ...results, run: { ...results.run, partial: true } }, 0.05)).toBe(3)
  const failed = results.checks.map((check) => ({ ...check, verdict: 'fail' as const }))
  expect(exitCodeThrough({ ...results, checks: failed }, 0.05)).toBe(3)
})
