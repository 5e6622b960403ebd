import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { issuerFiles, startIssuer } from '../../fixtures/issuers/index.ts'
import { parseUrl } from '../target/index.ts'
import { defaultKeyFile, readOrMakeIssuerKey } from './issuer-key.ts'
import { wholeNumber } from './options.ts'
import { untilSignal } from './signals.ts'
import { UsageError } from './trouble.ts'

/** As many as a check asks for. */
const providers = ['a', 'b', 'c', 'd']

export function createIssuerCommand(): Command {
  const init = new Command('init')
    .description('write the files with which any static https host becomes our issuer of login tokens')
    .requiredOption('--url <url>', 'https address under which the files will stand')
    .requiredOption('--out <dir>', 'folder for the files to publish')
    .option('--issuer-key <file>', 'private key, made where it is not there; stays here', defaultKeyFile)
    .action(initialise)
  const serve = new Command('serve')
    .description('run our issuer of login tokens until Ctrl-C')
    .option('--issuer-key <file>', 'private key, made where it is not there', defaultKeyFile)
    .option('--port <n>', 'port; 0 takes a free one', wholeNumber(0, 65_535), 9090)
    .option('--host <host>', 'address to listen on', '127.0.0.1')
    .option('--issuer-url <url>', 'address under which the target reaches it')
    .action(serveIssuer)
  const issuer = new Command('issuer').description('our issuer of login tokens, apart from a run')
  for (const command of [init, serve]) issuer.addCommand(command)
  return issuer
}

interface InitOptions {
  url: string
  out: string
  issuerKey: string
}

async function initialise({ url: address, out, issuerKey }: InitOptions): Promise<void> {
  const url = parseUrl(address)
  if (!url.startsWith('https://')) throw new UsageError('an issuer needs an https address; issuer serve does without')
  if (isInside(issuerKey, out)) {
    throw new UsageError(`the private key must not lie in ${out}, which is to be published; choose --issuer-key`)
  }
  const files = issuerFiles(url, await readOrMakeIssuerKey(issuerKey), providers)
  for (const [name, content] of files) writeFile(path.join(out, name), `${JSON.stringify(content, null, 2)}\n`)
  process.stdout.write(
    [
      `${files.size} files in ${out}: publish them at ${url} (as application/json)`,
      `private key in ${issuerKey}: keep it to yourself`,
      `then: cognito-identity-conformance run <target> --issuer-url ${url} --issuer-key ${issuerKey}`,
      '',
    ].join('\n'),
  )
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(path.resolve(folder), path.resolve(file))
  return !relative.startsWith('..') && !path.isAbsolute(relative)
}

function writeFile(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
}

interface ServeOptions {
  issuerKey: string
  port: number
  host: string
  issuerUrl?: string
}

async function serveIssuer({ issuerKey, port, host, issuerUrl }: ServeOptions): Promise<void> {
  const privateJwk = await readOrMakeIssuerKey(issuerKey)
  const url = issuerUrl === undefined ? {} : { url: parseUrl(issuerUrl) }
  const issuer = await startIssuer({ privateJwk, port, host, ...url }).catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot listen on ${host}:${port} (${error.code ?? error.message})`)
  })
  process.stdout.write(
    `issuer at ${issuer.url} (providers ${providers.map((name) => `/${name}`).join(' ')}); Ctrl-C ends it\n`,
  )
  await untilSignal()
  await issuer.close()
}
