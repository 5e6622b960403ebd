import { accepted, equal, observe, outcome, scenario } from '../../harness/check/index.ts'
import { logins } from './requirements.ts'

const applicationIds = {
  'graph.facebook.com': '7346241598935552',
  'accounts.google.com': '123456789012.apps.googleusercontent.com',
  'appleid.apple.com': 'com.example.application',
  'www.amazon.com': 'amzn1.application.188a56d827a7d6555a8b67a5d',
  'api.twitter.com': 'consumerkey;consumersecret',
  'www.digits.com': 'consumerkey;consumersecret',
}

for (const [provider, applicationId] of Object.entries(applicationIds)) {
  scenario(logins.socialProviderNames, provider, { own: true }, async ({ pool, call }) => {
    const update = call('UpdateIdentityPool', {
      IdentityPoolId: pool.id,
      IdentityPoolName: pool.name,
      AllowUnauthenticatedIdentities: true,
      SupportedLoginProviders: { [provider]: applicationId },
    })
    await accepted(update)
    const described = await call('DescribeIdentityPool', { IdentityPoolId: pool.id })
    const at = 'DescribeIdentityPool answer, SupportedLoginProviders'
    equal(described.SupportedLoginProviders, { [provider]: applicationId }, at)
  })
}

scenario(logins.unknownSocialProvider, 'by UpdateIdentityPool', { own: true }, async ({ pool, call }) => {
  const { text } = await outcome(
    call('UpdateIdentityPool', {
      IdentityPoolId: pool.id,
      IdentityPoolName: pool.name,
      AllowUnauthenticatedIdentities: true,
      SupportedLoginProviders: { 'login.example.com': '1234567890' },
    }),
  )
  observe(`an unknown key in SupportedLoginProviders: ${text}`)
})

scenario(logins.missingOidcProvider, 'by UpdateIdentityPool', { own: true }, async ({ pool, call, accountId }) => {
  const { text } = await outcome(
    call('UpdateIdentityPool', {
      IdentityPoolId: pool.id,
      IdentityPoolName: pool.name,
      AllowUnauthenticatedIdentities: true,
      OpenIdConnectProviderARNs: [`arn:aws:iam::${accountId}:oidc-provider/nobody.example`],
    }),
  )
  observe(`the ARN of an OIDC provider that IAM does not have: ${text}`)
})
