const secretKey = /(password|passwd|pwd|secret|token|credentials?|api[-_]?key|private[-_]?key|access[-_]?key|conn(ection)?[-_]?str(ing)?)$/i

/** User and password inside a URL; a private key in PEM. */
const secretContent = /:\/\/[^/\s:@]+:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----/

/** Whether the value of this key has to stay out of anything that is shown. */
export function namesSecret(key: string): boolean {
  return secretKey.test(key)
}

/** Whether a value is secret whatever its key. */
export function holdsSecret(value: string): boolean {
  return secretContent.test(value)
}
