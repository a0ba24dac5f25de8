/** Where a secret is: an environment variable or a file. */
export type SecretReference = { readonly env: string } | { readonly file: string }

export interface Secrets {
  read(reference: SecretReference): Promise<string>
}
