import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { generateIssuerKey, startIssuer } from '../../fixtures/issuers/index.ts'
import { region, useAccount } from './account.ts'
import { randomPoints } from './kill-points.ts'

const account = useAccount()
const { call, endAt, journals, judge, notInPolicy, putForeign, results, run } = account

describe('a live pool', () => {
  const livePool = async (): Promise<string> => {
    const { IdentityPoolId } = await call('CreateIdentityPool', {
      IdentityPoolName: 'live',
      AllowUnauthenticatedIdentities: true,
      DeveloperProviderName: 'login.live.example',
    })
    await call('GetOpenIdTokenForDeveloperIdentity', {
      IdentityPoolId,
      Logins: { 'login.live.example': 'a real user' },
    })
    await call('GetId', { IdentityPoolId })
    return String(IdentityPoolId)
  }
  const forbidden = [
    'CreateIdentityPool',
    'UpdateIdentityPool',
    'DeleteIdentityPool',
    'ListIdentities',
    'ListIdentityPools',
    'SetIdentityPoolRoles',
    'TagResource',
    'CreateRole',
  ]

  test('is judged as it stands, and is afterwards as it was', async () => {
    const pool = await livePool()
    const before = [...account.aws.reference.state.identities.keys()]
    const { code, stderr } = await judge('--pool-id', pool, '--guests')
    expect(stderr).not.toContain('error:')
    const { checks, summary, run: facts } = await results()
    expect(checks.filter(({ verdict }) => ['fail', 'harness-error'].includes(verdict))).toEqual([])
    expect(code).toBe(0)
    expect(summary.byLevel.MUST.judged).toBeGreaterThan(30)
    expect(facts['residue']).toEqual([])
    expect([...account.aws.reference.state.identities.keys()]).toEqual(before)
    const asked = new Set(account.aws.requests.map(({ operation }) => operation))
    expect(forbidden.filter((operation) => asked.has(operation))).toEqual([])
    expect(notInPolicy('live-pool')).toEqual([])
  }, 120_000)

  test('gets no guests unless they are asked for, and nothing at all with --read-only', async () => {
    const pool = await livePool()
    await judge('--pool-id', pool, '--only', 'identities')
    expect((await results()).checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
    const before = account.aws.requests.length
    const { code } = await judge('--pool-id', pool, '--read-only')
    const asked = new Set(account.aws.requests.slice(before).map(({ operation }) => operation))
    expect([...asked].toSorted()).toEqual(['DescribeIdentityPool', 'GetCallerIdentity', 'GetIdentityPoolRoles'])
    expect(code).toBe(0)
    expect((await results()).summary.byLevel.MUST.judged).toBeGreaterThan(3)
    expect(account.aws.reference.state.identities.size).toBe(2)
  }, 60_000)

  test('is clean again after the sweep that follows each of 20 runs with logins, killed at random points', async () => {
    const privateJwk = await generateIssuerKey()
    const issuer = await startIssuer({ privateJwk })
    writeFileSync(path.join(account.folder, 'issuer-key.json'), JSON.stringify(privateJwk))
    const published = ['--issuer-url', issuer.url, '--issuer-key', 'issuer-key.json']
    const providers = ['a', 'b'].map((name) => `${issuer.url.replace('http://', '')}/${name}`)
    const { IdentityPoolId } = await call('CreateIdentityPool', {
      IdentityPoolName: 'live',
      AllowUnauthenticatedIdentities: true,
      DeveloperProviderName: 'login.live.example',
      OpenIdConnectProviderARNs: providers.map((name) => `arn:aws:iam::111122223333:oidc-provider/${name}`),
    })
    const pool = String(IdentityPoolId)
    await call('GetId', { IdentityPoolId })
    const state = await putForeign()
    const before = [...account.aws.reference.state.identities.keys()]
    let left = 0
    try {
      for (const point of randomPoints(20, 120)) {
        await endAt(point, 'SIGKILL', [
          '--pool-id',
          pool,
          ...published,
          '--only',
          'identities',
          'linking',
          'developer',
          'merging',
        ])
        left += account.aws.reference.state.identities.size - before.length
        const { code, stdout } = await run('sweep', ...published)
        expect([point, code, stdout]).toEqual([point, 0, expect.stringContaining('nothing is left behind')])
        expect([point, [...account.aws.reference.state.identities.keys()]]).toEqual([point, before])
        expect(journals()).toEqual([])
      }
    } finally {
      await issuer.close()
    }
    expect(left).toBeGreaterThan(10)
    expect(state()).toMatchObject({ pools: [], identities: [] })
    expect(account.aws.requests.some(({ operation }) => forbidden.includes(operation))).toBe(false)
    expect(issuer.requests.length).toBeGreaterThan(0)
  }, 600_000)

  test('that does not exist is said in one line', async () => {
    const { code, stderr } = await judge('--pool-id', `${region}:00000000-0000-4000-8000-000000000000`)
    expect([code, stderr]).toEqual([
      4,
      expect.stringContaining('cannot be judged: DescribeIdentityPool: ResourceNotFoundException'),
    ])
  }, 60_000)
})
