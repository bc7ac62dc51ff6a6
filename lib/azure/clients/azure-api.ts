import { DefaultAzureCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity';

/** Provides tokens: for the identity of the function on Azure, for the developer's elsewhere. */
export function azureCredential(): TokenCredential {
  const { IDENTITY_ENDPOINT, AZURE_CLIENT_ID: clientId = '' } = process.env;
  shared ??=
    IDENTITY_ENDPOINT === undefined ? new DefaultAzureCredential() : new ManagedIdentityCredential({ clientId });
  return shared;
}

// One for all clients: it holds the tokens.
let shared: TokenCredential | undefined;

/** Thrown for an error response of an Azure API. */
export class AzureApiError extends Error {
  override readonly name = 'AzureApiError';

  constructor(
    /** HTTP status. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Statuses that may be temporary: too many requests, and server errors. */
const PASSING = [408, 429, 449, 500, 502, 503, 504];
const TRIES = 4;
const FIRST_PAUSE = 100;

/** Sends a request to an Azure API, and retries where that may help. Throws on unexpected responses. */
export async function ask(url: string, init: RequestInit, expected: readonly number[] = []): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url, init);
    if (response.ok || expected.includes(response.status)) return response;
    if (!PASSING.includes(response.status) || tries === TRIES) {
      const text = (await response.text()).slice(0, 500);
      throw new AzureApiError(response.status, `${new URL(url).pathname} was answered ${response.status}: ${text}`);
    }
    await response.body?.cancel();
    const most = FIRST_PAUSE * 2 ** tries;
    await new Promise((resolve) => setTimeout(resolve, most * (0.5 + Math.random() / 2)));
  }
}

/** Returns a token for an API. Emulators, recognized by a URL without TLS, receive none. */
export async function tokenFor(url: string, scope: string, credential: TokenCredential): Promise<string | undefined> {
  if (url.startsWith('http:')) return undefined;
  return (await credential.getToken(scope))?.token;
}
