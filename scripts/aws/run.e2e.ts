import { describe, expect, test } from 'vitest'
import { openOperations, refuse, region, untouched, useAccount } from './account.ts'

const account = useAccount()
const { endAt, journals, judge, notInPolicy, putForeign, results, run } = account

describe('a run against AWS', () => {
  test('asks the right hosts, signed for the right Region and service, and no others; leaves nothing', async () => {
    const state = await putForeign()
    const { code, stderr } = await judge(
      '--create-roles',
      '--only',
      'credentials',
      'basic-flow',
      'developer/known-user',
    )
    expect(stderr).not.toContain('error')
    expect(code).toBe(0)
    expect((await results()).summary.byLevel.MUST.judged).toBeGreaterThan(5)
    const scopes = new Set(account.aws.requests.filter((one) => one.isSigned).map((one) => `${one.host} ${one.scope}`))
    expect([...scopes].toSorted()).toEqual([
      `cognito-identity.${region}.amazonaws.com ${region}/cognito-identity`,
      'iam.amazonaws.com us-east-1/iam',
      `sts.${region}.amazonaws.com ${region}/sts`,
    ])
    const unsigned = new Set(account.aws.requests.filter((one) => !one.isSigned).map((one) => one.operation))
    expect([...unsigned].filter((operation) => !openOperations.includes(operation))).toEqual([])
    expect(account.aws.refusedHosts).toEqual([])
    expect(notInPolicy('create-roles')).toEqual([])
    expect(state()).toEqual(untouched)
    expect(journals()).toEqual([])
  }, 60_000)

  test('needs somebody who agrees, and credentials', async () => {
    const unasked = await run('run', 'aws', '--region', region)
    expect([unasked.code, unasked.stderr]).toEqual([4, expect.stringContaining('needs --yes')])
    const nowhere = await judge('--region', 'nowhere')
    expect([nowhere.code, nowhere.stderr]).toEqual([4, expect.stringContaining('not an AWS Region: nowhere')])
    expect(account.aws.requests).toEqual([])
  }, 60_000)

  test('slows down when it is throttled, and asks once more', async () => {
    let count = 0
    account.interfere = (request, response) => {
      const { operation } = request
      if (operation !== 'GetId' || (count += 1) % 3 !== 0) return undefined
      return refuse(response, request, 400, 'TooManyRequestsException')
    }
    const { code } = await judge('--only', 'identities/guest-is-new')
    const { checks } = await results()
    expect(checks.filter(({ verdict }) => verdict === 'fail' || verdict === 'harness-error')).toEqual([])
    expect([0, 3]).toContain(code)
    expect(account.aws.reference.state.pools.size).toBe(0)
  }, 60_000)

  test.each([
    ['throttling', 'TooManyRequestsException', 400],
    ['a burst of server errors', 'InternalErrorException', 500],
    ['an outage', 'ServiceUnavailable', 503],
    ['dropped connections', '', 0],
  ])(
    'comes through %s with nothing left behind and nothing on our account',
    async (_, code, status) => {
      const state = await putForeign()
      let count = 0
      account.interfere = (request, response) => {
        count += 1
        // Bursts from the first check to the last removal; the last one alone is tried five times.
        if (count < 60 || count % 40 > 3) return undefined
        if (status !== 0) return refuse(response, request, status, code)
        response.destroy()
        return 'answered'
      }
      await judge('--create-roles', '--only', 'credentials', 'developer/known-user', 'identities/guest-is-new')
      const { checks, run: facts } = await results()
      expect(checks.filter(({ verdict }) => verdict === 'harness-error')).toEqual([])
      expect(checks.some(({ verdict }) => verdict === 'pass')).toBe(true)
      if (status < 500) expect(checks.filter(({ verdict }) => verdict === 'fail')).toEqual([])
      expect(facts.residue).toEqual([])
      expect(state()).toEqual(untouched)
    },
    120_000,
  )

  test('runs what was throttled once more at the end', async () => {
    let isOver = false
    account.interfere = (request, response) => {
      const { operation } = request
      if (operation === 'LookupDeveloperIdentity') isOver = true
      if (operation !== 'GetOpenIdTokenForDeveloperIdentity' || account.aws.requests.length < 60 || isOver)
        return undefined
      isOver = true
      return refuse(response, request, 400, 'TooManyRequestsException')
    }
    const { code } = await judge('--only', 'developer/known-user', '--concurrency', '1')
    expect(isOver).toBe(true)
    const { checks } = await results()
    expect(checks.length).toBeGreaterThan(0)
    expect(checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
    expect(code).toBe(0)
  }, 60_000)

  test('ended by SIGTERM leaves nothing, and says that it was cut off', async () => {
    const state = await putForeign()
    const code = await endAt(120, 'SIGTERM', [
      '--logins',
      'none',
      '--create-roles',
      '--only',
      'credentials',
      'developer',
    ])
    expect(code).toBe(3)
    expect((await results()).run).toMatchObject({ partial: true, residue: [] })
    expect(state()).toEqual(untouched)
    expect(journals()).toEqual([])
  }, 60_000)

  test('takes logins from user pools, which are removed again, and calls nothing that its policy does not allow', async () => {
    const state = await putForeign()
    const only = ['linking/one-login*', 'identities/same-login*']
    const { code } = await run('run', 'aws', '--yes', '--region', region, '--out', 'out', '--only', ...only)
    const { target, run: facts, checks } = await results()
    expect(target.probed['logins']).toBe('user-pools')
    expect(checks.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(2)
    expect([code, facts.residue]).toEqual([0, []])
    expect(account.aws.refusedHosts).toEqual([])
    expect(notInPolicy('own-pools')).toEqual([])
    const asked = (name: string): number => account.aws.requests.filter(({ operation }) => operation === name).length
    expect(asked('CreateUserPool')).toBeGreaterThan(1)
    expect(asked('DeleteUserPool')).toBe(asked('CreateUserPool'))
    expect(state()).toEqual(untouched)
  }, 60_000)
})
