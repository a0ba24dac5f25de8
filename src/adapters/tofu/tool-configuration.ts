/**
 * The tools' configuration file: providers come from these folders and from nowhere else. Without `direct` beside them, which would
 * ask registries of the internet and take whatever is newest.
 */
export function toolConfiguration(mirrors: readonly string[]): string {
  const methods = mirrors.map((path) => `  filesystem_mirror {\n    path = ${JSON.stringify(path)}\n  }\n`)
  return `disable_checkpoint = true\n\nprovider_installation {\n${methods.join('')}}\n`
}
