/** Whether GitHub said by the job's OIDC token which workflow run it is; of all others only who asked says it. */
export function isProven({ admittedAs }: { readonly admittedAs: string }): boolean {
  return admittedAs.startsWith('oidc:');
}

export const notProven =
  'It is not run again by itself: nobody proved which workflow run it is of (it came with an API token, or by its artifact alone). Look at that workflow run and retry by hand; or give the job "id-token: write", so that GitHub proves it.';
