/** Takes out what differs from run to run (ids, users, numbers), so that texts of one cause are alike. */
export function withoutIds(text: string): string {
  return text
    .replaceAll(/[\w-]{1,32}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/\bu\d+(?:-[0-9a-f]{8}){1,2}( \([\w ]+ token\))?/gi, '<user>')
    .replaceAll(/127\.0\.0\.1:\d+/g, '<host>')
}
