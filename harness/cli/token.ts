import { Command, Option } from 'commander'
import { type TokenKind, createMinter, tokenKinds } from '../../fixtures/issuers/index.ts'
import { loginAudience, parseUrl } from '../target/index.ts'
import { defaultKeyFile, readIssuerKey } from './issuer-key.ts'
import { UsageError } from './trouble.ts'

interface TokenOptions {
  provider: string
  user: string
  issuerUrl: string
  issuerKey: string
  audience: string
  expired?: boolean
  kind: TokenKind
  claim?: Record<string, unknown>
}

export function createTokenCommand(): Command {
  return new Command('token')
    .description('print a login token of our issuer, for issuer serve or a published issuer')
    .requiredOption('--provider <name>', 'provider of the issuer: a, b, c or d')
    .requiredOption('--user <name>', 'sub of the token')
    .option('--issuer-url <url>', 'address of the issuer', 'http://127.0.0.1:9090')
    .option('--issuer-key <file>', 'private key of the issuer', defaultKeyFile)
    .option('--audience <audience>', 'aud of the token', loginAudience)
    .option('--expired', 'the same as --kind expired')
    .addOption(new Option('--kind <kind>', 'what is wrong with the token').choices(tokenKinds).default('sound'))
    .option('--claim <name=value>', 'one more claim, as JSON or text; repeatable', claim)
    .action(async (options: TokenOptions) => {
      process.stdout.write(`${await makeToken(options)}\n`)
    })
}

async function makeToken(options: TokenOptions): Promise<string> {
  const { provider, user, audience, claim: claims = {} } = options
  if (!/^[\w-]+$/.test(provider))
    throw new UsageError(`not the name of a provider: ${provider}; there are a, b, c and d`)
  const mint = createMinter(await readIssuerKey(options.issuerKey))
  const kind = options.expired === true ? 'expired' : options.kind
  return mint({ issuer: `${parseUrl(options.issuerUrl)}/${provider}`, audience, subject: user, kind, claims })
}

function claim(text: string, earlier: Record<string, unknown> = {}): Record<string, unknown> {
  const [, name = '', value = ''] = /^([^=]+)=(.*)$/s.exec(text) ?? []
  if (name === '') throw new UsageError(`a claim is written NAME=VALUE, not ${text}`)
  return { ...earlier, [name]: parse(value) }
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}
