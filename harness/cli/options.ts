import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { InvalidArgumentError } from 'commander'
import { type FormatName, formatNames, isFormat } from '../report/index.ts'

/** Readers of option values; what they throw, commander prints in one line. */
export function wholeNumber(low: number, high: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < low || value > high) {
      throw new InvalidArgumentError(`a whole number from ${low} to ${high} is needed.`)
    }
    return value
  }
}

export function percentage(text: string): number {
  const value = Number(text.replace(/%$/, ''))
  if (text.trim() === '' || !Number.isFinite(value) || value < 0 || value > 100) {
    throw new InvalidArgumentError('a percentage from 0 to 100 is needed.')
  }
  return value / 100
}

export function shard(text: string): { index: number; count: number } {
  const [, index = '0', count = '0'] = /^(\d+)\/(\d+)$/.exec(text) ?? []
  if (Number(index) < 1 || Number(index) > Number(count)) {
    throw new InvalidArgumentError('a shard is written i/n, for example 1/4.')
  }
  return { index: Number(index), count: Number(count) }
}

/** Collects `NAME=VALUE` options. */
export function header(text: string, earlier: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([!#$%&'*+.^`|~\w-]+)[=:]\s*(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined || /[\r\n]/.test(value)) {
    throw new InvalidArgumentError('a header is written NAME=VALUE.')
  }
  return { ...earlier, [name.toLowerCase()]: value }
}

/** Collects `authenticated=ARN` and `unauthenticated=ARN`. */
export function role(text: string, earlier: Record<string, string> = {}): Record<string, string> {
  const [, state, arn] = /^(authenticated|unauthenticated)=(arn:aws[\w-]*:iam::\d{12}:role\/.+)$/.exec(text) ?? []
  if (state === undefined || arn === undefined) {
    throw new InvalidArgumentError(
      'a role is written authenticated=arn:aws:iam::ACCOUNT:role/NAME, or unauthenticated=….',
    )
  }
  return { ...earlier, [state]: arn }
}

/** Collects `NAME=VALUE` variables. */
export function variable(text: string, earlier: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([A-Za-z_]\w*)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) throw new InvalidArgumentError('a variable is written NAME=VALUE.')
  return { ...earlier, [name]: value }
}

/** The text of a file of certificates in PEM. */
export function certificates(file: string): string {
  try {
    const text = readFileSync(file, 'utf8')
    void new X509Certificate(text)
    return text
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    throw new InvalidArgumentError(missing ? 'there is no such file.' : 'a file of certificates in PEM is needed.')
  }
}

export function formatList(text: string): FormatName[] {
  const names = text.split(',').filter((name) => name !== '')
  const unknown = names.find((name) => !isFormat(name))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`unknown format: ${unknown}; there are ${formatNames.join(', ')}.`)
  return names.filter(isFormat)
}
