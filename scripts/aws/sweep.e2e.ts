import { describe, expect, test } from 'vitest'
import { region, untouched, useAccount } from './account.ts'
import { randomPoints } from './kill-points.ts'

const account = useAccount()
const { call, endAt, journals, putForeign, run } = account

describe('sweep', () => {
  test('removes what each of 20 runs left that were killed at random points, and nothing else', async () => {
    const state = await putForeign()
    let found = 0
    for (const point of randomPoints(20, 160)) {
      await endAt(point, 'SIGKILL', ['--logins', 'none', '--create-roles', '--only', 'credentials', 'developer'])
      found += journals().length
      const dry = await run('sweep', '--dry-run')
      expect([dry.code, dry.stdout]).toEqual([0, expect.stringContaining('nothing was removed')])
      const { code, stdout } = await run('sweep')
      expect([point, code, stdout]).toEqual([point, 0, expect.stringContaining('nothing is left behind')])
      expect([point, state()]).toEqual([point, untouched])
      expect(account.aws.reference.state.oidcProviders.size).toBe(0)
      expect(journals()).toEqual([])
    }
    expect(found).toBeGreaterThan(10)
  }, 600_000)

  test('finds tagged resources whose journal is lost, when they are old enough', async () => {
    const state = await putForeign()
    const tags = (time: string): object => ({ 'cognito-identity-conformance': `abc ${time}` })
    const shared = { AllowUnauthenticatedIdentities: true }
    await call('CreateIdentityPool', {
      IdentityPoolName: 'old',
      IdentityPoolTags: tags('2026-01-01T00:00:00.000Z'),
      ...shared,
    })
    await call('CreateIdentityPool', {
      IdentityPoolName: 'new',
      IdentityPoolTags: tags(new Date().toISOString()),
      ...shared,
    })
    const { code } = await run('sweep', '--tagged', '--region', region)
    expect(code).toBe(0)
    expect([...account.aws.reference.state.pools.values()].map((pool) => pool.configuration.IdentityPoolName)).toEqual([
      'somebody else',
      'conformance 0 1',
      'new',
    ])
    expect(state()).toMatchObject({ pools: [], identities: [] })
  }, 60_000)
})
