/** Takes out what differs from run to run (ids, users, numbers), so that texts of one cause are alike. */
export function withoutIds(text: string): string {
  return text
    .replaceAll(/[\w-]{1,32}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/\bu\d+(?:-[0-9a-f]{8}){2}( \([\w ]+ token\))?/gi, '<user>')
    .replaceAll(/\bconformance-[0-9a-f]{8}-\d+-[0-9a-f]{8}-(\w+)/g, '<$1 role>')
    .replaceAll(/\bconformance [0-9a-f]{8} \d+-[0-9a-f]{8}/g, '<pool>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '<host>')
}
