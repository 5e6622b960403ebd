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

export function formatList(text: string): FormatName[] {
  const names = text.split(',').filter((name) => name !== '')
  const unknown = names.find((name) => !isFormat(name))
  if (unknown !== undefined)
    throw new InvalidArgumentError(`unknown format: ${unknown}; there are ${formatNames.join(', ')}.`)
  return names.filter(isFormat)
}
