/** Whether a pattern, in which `*` stands for anything, names all of `name`; letter case does not matter. */
export function matchesPattern(name: string, pattern: string): boolean {
  const literal = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${literal.join('.*')}$`, 'i').test(name)
}
