import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startIssuer } from '../../fixtures/issuers/index.ts'
import { type Saboteur, startReference } from '../../fixtures/reference/index.ts'
import { issuerLogins, probeTarget } from './probe.ts'

async function probed(saboteur: Saboteur) {
  const [issuer, reference] = await Promise.all([startIssuer(), startReference({ saboteur })])
  try {
    const { capabilities } = await probeTarget({
      access: {
        kind: 'endpoint',
        faults: [],
        endpoints: { region: 'us-east-1', cognito: reference.url },
        keys: { accessKeyId: 'test', secretAccessKey: 'test' },
      },
      issuerUrl: issuer.url,
      sources: [issuerLogins(issuer)],
      owner: { journal: '/dev/null' },
      requestTimeoutMs: 10_000,
      declared: [],
      useIam: true,
    })
    return capabilities
  } finally {
    await Promise.all([issuer.close(), reference.close()])
  }
}

/** Longer than what else happens on a busy machine. */
const delayMs = 250

test('a target that is far away is known by answers that come side by side', async () => {
  const { servesManyAtOnce, requestsPerSecond } = await probed(async (request, proceed) => {
    await sleep(delayMs)
    return proceed(request)
  })
  expect(servesManyAtOnce).toBe(true)
  expect(requestsPerSecond).toBeLessThan(1000 / delayMs)
})

test('one that takes a while for each answer gets no more calls at once', async () => {
  let turn = Promise.resolve()
  const { servesManyAtOnce } = await probed((request, proceed) => {
    turn = turn.then(() => sleep(40))
    return turn.then(() => proceed(request))
  })
  expect(servesManyAtOnce).toBeUndefined()
})

test('one answer that does not come hides nothing of a target', async () => {
  const seen = new Set<string>()
  const throttling: Saboteur = async (request, proceed) => {
    const text = `${request.headers['x-amz-target']} ${request.body.toString()}`
    const isFirst = !seen.has(text) && !text.includes('ListIdentityPools')
    seen.add(text)
    return isFirst ? { status: 429, headers: {}, body: '' } : proceed(request)
  }
  const calm = await probed((request, proceed) => proceed(request))
  const throttled = await probed(throttling)
  expect(throttled.operations).toEqual(calm.operations)
  expect(throttled.iam).toBe(true)
  expect(Object.values(throttled.operations)).not.toContain('not-implemented')
})
