/**
 * Why a request is refused; undefined for one from the playground's own page. The Host must be ours, which stops DNS
 * rebinding. Requests for data must also have our Origin: browsers send it with every POST and no page can forge it.
 * Files hold no private data, so a request for one needs no Origin.
 */
export function refusal(
  { host, origin, 'sec-fetch-site': site }: Record<string, string>,
  port: number,
  asks: 'file' | 'data',
): string | undefined {
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) return 'this is not the address of the playground'
  if (origin !== undefined && origin !== `http://${host}`) return 'requests from another page are refused'
  if (asks === 'file') return undefined
  if (origin === undefined) return 'only the page of the playground may send requests here'
  if (site !== undefined && site !== 'same-origin') return 'requests from another site are refused'
  return undefined
}
