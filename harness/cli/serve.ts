import { Command } from 'commander'
import { header, wholeNumber } from './options.ts'
import { untilSignal } from './signals.ts'
import { UsageError } from './trouble.ts'

interface ServeOptions {
  port: number
  host: string
  region: string
  trust?: Record<string, string>
  fault?: string[]
  verifySignatures?: boolean
}

export function createServeCommand(): Command {
  return new Command('serve')
    .description('run the embedded reference emulator until Ctrl-C')
    .option('--port <n>', 'port; 0 takes a free one', wholeNumber(0, 65_535), 4566)
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--region <region>', 'default region', 'us-east-1')
    .option(
      '--trust <provider=jwks-url>',
      'takes login tokens of a social provider or user pool by this key set; repeatable',
      header,
    )
    .option('--fault <id...>', 'with seeded faults, as reference+fault:<id> has them')
    .option('--verify-signatures', 'takes only AWS_ACCESS_KEY_ID and its secret (test and test where they are not set)')
    .action(async (options: ServeOptions) => {
      const { port, host, region, trust, fault } = options
      const { startReference } = await import('../../fixtures/reference/index.ts')
      const reference = await startReference({
        port,
        host,
        region,
        ...(trust === undefined ? {} : { trust }),
        ...(options.verifySignatures === true ? { accessKeys: accessKeys() } : {}),
        ...(fault === undefined ? {} : await faulty(fault)),
      }).catch((error: NodeJS.ErrnoException) => {
        throw new UsageError(`cannot listen on ${host}:${port} (${error.code ?? error.message})`)
      })
      process.stdout.write(`reference emulator at ${reference.url} (region ${region}); Ctrl-C ends it\n`)
      await untilSignal()
      await reference.close()
    })
}

async function faulty(ids: readonly string[]) {
  const { withFaults } = await import('../../fixtures/faults/index.ts')
  try {
    return withFaults(ids)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function accessKeys() {
  const { AWS_ACCESS_KEY_ID: id = 'test', AWS_SECRET_ACCESS_KEY: secretAccessKey = 'test' } = process.env
  const { AWS_SESSION_TOKEN: sessionToken } = process.env
  return { [id]: { secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) } }
}
