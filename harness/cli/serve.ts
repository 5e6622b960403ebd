import { Command } from 'commander'
import { header, wholeNumber } from './options.ts'
import { untilSignal } from './signals.ts'
import { UsageError } from './trouble.ts'

interface ServeOptions {
  port: number
  host: string
  region: string
  trust?: Record<string, string>
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
    .action(async (options: ServeOptions) => {
      const { port, host, region, trust } = options
      const { startReference } = await import('../../fixtures/reference/index.ts')
      const reference = await startReference({ port, host, region, ...(trust === undefined ? {} : { trust }) }).catch(
        (error: NodeJS.ErrnoException) => {
          throw new UsageError(`cannot listen on ${host}:${port} (${error.code ?? error.message})`)
        },
      )
      process.stdout.write(`reference emulator at ${reference.url} (region ${region}); Ctrl-C ends it\n`)
      await untilSignal()
      await reference.close()
    })
}
