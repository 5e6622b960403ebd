import { expect, test } from 'vitest'
import type { Exchange } from '../client/index.ts'
import { ModelWatch, modelFigures, provokedErrors } from './index.ts'

const exchange = (operation: string, input: object, status: number, output: object): Exchange => ({
  service: 'cognito-identity',
  operation,
  startedAt: 0,
  durationMs: 1,
  request: { method: 'POST', url: 'http://127.0.0.1/', headers: {}, body: JSON.stringify(input) },
  response: { status, headers: {}, body: JSON.stringify(output) },
})

const pool = { IdentityPoolId: 'us-east-1:0' }

function violationsOf(operation: string, input: object, output: object): readonly string[] | undefined {
  const watch = new ModelWatch()
  watch.see([exchange(operation, input, 200, output)])
  return watch.violationsOf(operation)
}

test('members of accepted calls are told once', () => {
  const watch = new ModelWatch()
  const one = exchange('GetId', pool, 200, { IdentityId: 'us-east-1:1', Extra: 1 })
  watch.see([one])
  expect(watch.takeSightings()).toEqual(['in GetId.IdentityPoolId', 'out GetId.IdentityId', 'unknown GetId.Extra'])
  watch.see([one, structuredClone(one)])
  expect(watch.takeSightings()).toEqual([])
})

test('a list that grows is looked at again, and an exchange that was under way then, too', () => {
  const watch = new ModelWatch()
  const { response, ...underWay } = exchange('GetId', pool, 200, { IdentityId: 'us-east-1:1' })
  const list: Exchange[] = [underWay, exchange('ListIdentities', pool, 200, {})]
  watch.see(list)
  expect(watch.takeSightings()).toEqual(['in ListIdentities.IdentityPoolId'])
  Object.assign(underWay, { response })
  list.push(exchange('DescribeIdentityPool', pool, 200, {}))
  watch.see(list)
  expect(watch.takeSightings()).toEqual([
    'in GetId.IdentityPoolId',
    'out GetId.IdentityId',
    'in DescribeIdentityPool.IdentityPoolId',
  ])
})

test('wrong types and values out of their constraints are violations', () => {
  expect(violationsOf('GetId', pool, { IdentityId: 7 })).toEqual(['IdentityId is no string'])
  expect(violationsOf('GetId', pool, { IdentityId: 'nobody' })).toHaveLength(1)
  expect(violationsOf('GetId', pool, { IdentityId: `us-east-1:${'0'.repeat(46)}` })).toEqual([
    'IdentityId breaks max 55',
  ])
  expect(violationsOf('GetId', pool, { IdentityId: 'us-east-1:0' })).toEqual([])
  expect(violationsOf('ListIdentities', pool, { Identities: [{ CreationDate: '2020' }] })).toEqual([
    'Identities[].CreationDate is no timestamp',
  ])
})

test('what is of another type than the model says is a violation, in every kind of shape', () => {
  const roles = { IdentityPoolId: 'us-east-1:0' }
  expect(violationsOf('GetIdentityPoolRoles', roles, { Roles: [] })).toEqual(['Roles is no map'])
  expect(violationsOf('GetIdentityPoolRoles', roles, { Roles: { somebody: `arn:${'x'.repeat(20)}` } })).toHaveLength(1)
  expect(violationsOf('ListIdentities', pool, { Identities: {} })).toEqual(['Identities is no list'])
  expect(violationsOf('DescribeIdentityPool', pool, { AllowUnauthenticatedIdentities: 'yes' })).toEqual([
    'AllowUnauthenticatedIdentities is no boolean',
  ])
  const mapping = (value: object): readonly string[] | undefined =>
    violationsOf('GetIdentityPoolRoles', roles, { RoleMappings: { 'accounts.google.com': value } })
  expect(mapping({ Type: 'Sometimes' })).toEqual(['RoleMappings{=}.Type breaks the values Token, Rules'])
  expect(mapping({ Type: 'Rules', RulesConfiguration: { Rules: [] } })).toEqual([
    'RoleMappings{=}.RulesConfiguration.Rules breaks min 1',
  ])
  expect(violationsOf('GetIdentityPoolRoles', roles, { Roles: {}, RoleMappings: null })).toEqual([])
})

test('what is no accepted answer of the service says nothing of the model', () => {
  const watch = new ModelWatch()
  watch.see([
    { ...exchange('GetId', pool, 200, {}), service: 'sts' },
    exchange('GetNothing', {}, 200, {}),
    exchange('GetId', pool, 400, { __type: 'X' }),
    {
      ...exchange('GetId', pool, 200, { IdentityId: 'us-east-1:1' }),
      request: { ...exchange('GetId', pool, 200, {}).request, body: '<' },
    },
  ])
  expect(watch.takeSightings()).toEqual(['out GetId.IdentityId'])
  expect(watch.violationsOf('DescribeIdentity')).toBeUndefined()
})

test('an answer to input that the model forbids is no violation of its own', () => {
  expect(violationsOf('GetId', { IdentityPoolId: 'nobody' }, { IdentityId: 'nobody' })).toEqual([])
})

test('what comes back after it was taken is no violation of its own, whichever came first', () => {
  const listed = exchange('ListIdentityPools', {}, 200, { IdentityPools: [{ IdentityPoolName: '' }] })
  const taken = exchange('CreateIdentityPool', { IdentityPoolName: '' }, 200, {})
  for (const order of [
    [listed, taken],
    [taken, listed],
  ]) {
    const watch = new ModelWatch()
    watch.see(order)
    expect(watch.violationsOf('ListIdentityPools')).toEqual([])
  }
  const alone = new ModelWatch()
  alone.see([listed])
  expect(alone.violationsOf('ListIdentityPools')).toContain('IdentityPools[].IdentityPoolName breaks min 1')
})

test('errors that the operation declares are provoked, others not', () => {
  const refusals = ['NotAuthorizedException', 'ValidationException'].map((code) =>
    exchange('GetId', pool, 400, { __type: code }),
  )
  expect(provokedErrors(refusals)).toEqual(['GetId/NotAuthorizedException'])
})

test('a side is green by a pass, red by any failure, untried without judgement', () => {
  const constraint = 'GetId.IdentityPoolId max'
  const checks = (['pass', 'fail', 'untestable'] as const).map((verdict) => ({ id: verdict, verdict }))
  const [pass, fail, untestable] = checks as [(typeof checks)[0], (typeof checks)[0], (typeof checks)[0]]
  const figures = modelFigures(
    [
      { ...pass, covers: [{ constraint, side: 'allowed' }], provokes: ['GetId/NotAuthorizedException'] },
      {
        ...pass,
        covers: [
          { constraint, side: 'refused' },
          { constraint: 'GetId.AccountId max', side: 'allowed' },
        ],
      },
      { ...fail, covers: [{ constraint, side: 'refused' }] },
      { ...untestable, covers: [{ constraint: 'GetId.IdentityPoolId min', side: 'refused' }] },
    ],
    new Set(['in GetId.IdentityPoolId', 'unknown GetId.Extra']),
  )
  expect(figures.constraints).toMatchObject({ total: 274, bothGreen: 0, oneGreen: 2, noneGreen: 272 })
  expect(figures.constraints.entries[constraint]).toEqual({ allowed: 'green', refused: 'red' })
  expect(figures.constraints.entries['GetId.IdentityPoolId min']?.refused).toBe('untried')
  expect(figures.operationErrors).toMatchObject({ total: 135, provoked: 1 })
  expect(figures.operationErrors.entries['GetId/NotAuthorizedException']).toEqual({ checks: 1, first: 'pass' })
  expect(figures.members.input).toMatchObject({ total: 87, used: 1 })
  expect(figures.members.unknown).toEqual(['GetId.Extra'])
})
