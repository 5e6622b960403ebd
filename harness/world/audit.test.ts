import { expect, test } from 'vitest'
import { type Exchange, type RawClient, type SdkClient, Trace, jsonRequest } from '../client/index.ts'
import { Audit } from './audit.ts'

const identity = 'us-east-1:00000000-0000-4000-8000-000000000000'
const poolId = 'us-east-1:00000000-0000-4000-8000-000000000001'
const place = { poolId, isOwn: true, developerProvider: 'login.example' }

interface Target {
  logins: string[]
  /** What a call of an operation does before it is answered; says the code of a refusal. */
  calls: Record<string, () => Promise<string | undefined> | string | undefined>
}

const nothing = (): Promise<void> => Promise.resolve()

/** Clients of a target of which one identity is known. */
function clientsOf(target: Target): { sdk: SdkClient; raw: RawClient } {
  const raw: RawClient = {
    postHead: [],
    talk: () => Promise.reject(new Error('no talk')),
    close: nothing,
    async send({ operation, body }) {
      const act = target.calls[operation]
      const code = act === undefined ? undefined : await act()
      const answer = code === undefined ? { IdentityId: identity, Logins: target.logins } : { __type: code }
      const exchange: Exchange = {
        service: 'cognito-identity',
        operation,
        startedAt: 0,
        durationMs: 1,
        request: { method: 'POST', url: 'http://127.0.0.1/', headers: {}, body: String(body) },
        response: { status: code === undefined ? 200 : 400, headers: {}, body: JSON.stringify(answer) },
      }
      return exchange
    },
  }
  const sdk: SdkClient = { close: nothing, call: () => Promise.reject(new Error('no SDK')) }
  return { sdk, raw }
}

const send = ({ raw }: { raw: RawClient }, operation: string): Promise<Exchange> =>
  raw.send(jsonRequest(operation, { IdentityId: identity }), new Trace())

const audit = (): Audit => new Audit({ audit: 'all', seed: 1 })

test('a refused call that changed the identity is found, with the check whose call it was', async () => {
  const target: Target = { logins: ['a'], calls: {} }
  target.calls['UnlinkIdentity'] = () => {
    target.logins = []
    return 'NotAuthorizedException'
  }
  const watch = audit()
  await send(watch.around(clientsOf(target), place, 'sample/rule/title'), 'UnlinkIdentity')
  expect(watch.changes).toMatchObject([
    {
      check: 'sample/rule/title',
      code: 'NotAuthorizedException',
      seenBy: 'DescribeIdentity',
      before: 'Logins ["a"]',
      after: 'Logins []',
    },
  ])
  expect([watch.audited, watch.requests]).toEqual([1, 2])
})

test('an accepted call may change what it likes, and so may one of a check that is not looked at', async () => {
  const target: Target = { logins: ['a'], calls: { UnlinkIdentity: () => void (target.logins = []) } }
  const watch = audit()
  await send(watch.around(clientsOf(target), place, 'sample/rule/title'), 'UnlinkIdentity')
  target.calls['UnlinkIdentity'] = () => {
    target.logins = ['b']
    return 'NotAuthorizedException'
  }
  await send(watch.around(clientsOf(target), place, undefined), 'UnlinkIdentity')
  expect(watch.changes).toEqual([])
})

test('a refused call that changes nothing is looked at, and one that only reads is not', async () => {
  const refuse = (): string => 'NotAuthorizedException'
  const target: Target = { logins: ['a'], calls: { UnlinkIdentity: refuse, ListIdentities: refuse } }
  const watch = audit()
  const clients = watch.around(clientsOf(target), place, 'sample/rule/title')
  await send(clients, 'UnlinkIdentity')
  await send(clients, 'ListIdentities')
  expect([watch.changes, watch.audited, watch.requests]).toEqual([[], 1, 2])
})

test('nothing is said where another call on the same identity came in between, of whatever check', async () => {
  const target: Target = { logins: ['a'], calls: {} }
  const { promise, resolve } = Promise.withResolvers<string>()
  target.calls['UnlinkIdentity'] = () => promise
  target.calls['GetOpenIdToken'] = () => void (target.logins = ['a', 'b'])
  const watch = audit()
  const refused = send(watch.around(clientsOf(target), place, 'sample/rule/title'), 'UnlinkIdentity')
  await send(watch.around(clientsOf(target), place, undefined), 'GetOpenIdToken')
  resolve('NotAuthorizedException')
  await refused
  expect([watch.changes, watch.audited]).toEqual([[], 0])
})

test('a sample is the same for the same seed, and about one check in twenty', () => {
  const checks = Array.from({ length: 2000 }, (_, index) => `sample/rule/${index}`)
  const sampleOf = (seed: number): string[] => checks.filter((check) => new Audit({ seed }).wants(check))
  expect(sampleOf(1)).toEqual(sampleOf(1))
  expect(sampleOf(1)).not.toEqual(sampleOf(2))
  expect(sampleOf(1).length).toBeGreaterThan(60)
  expect(sampleOf(1).length).toBeLessThan(140)
  expect(checks.some((check) => new Audit({ seed: 1, audit: 'none' }).wants(check))).toBe(false)
})
