import { GoogleAuth } from 'google-auth-library';

/** How a request is made: those of `fetch`, with a token of the function's identity. */
export interface GoogleApi {
  /** What gives out tokens. It finds the identity by itself, on a developer's machine too. */
  readonly auth: GoogleAuth;
  /** Asks a Google API. Only the answers that are named besides success are given back; others are thrown. */
  request(url: string, init?: RequestInit, expected?: readonly number[]): Promise<Response>;
}

/** An answer of a Google API that says no. */
export class GoogleApiError extends Error {
  override readonly name = 'GoogleApiError';

  constructor(
    /** The HTTP status. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
/** What may pass: too many requests, and servers in trouble. */
const PASSING = [429, 500, 502, 503, 504];
const TRIES = 4;
const FIRST_PAUSE = 100;

// One for all clients: it holds the token.
let shared: GoogleApi | undefined;

/** What asks Google APIs. Emulators, which are known by a URL without TLS, are given no token. */
export function googleApi(): GoogleApi {
  shared ??= createGoogleApi(new GoogleAuth({ scopes: SCOPE }));
  return shared;
}

/** @see https://cloud.google.com/docs/authentication/application-default-credentials */
export function createGoogleApi(auth: GoogleAuth): GoogleApi {
  return {
    auth,
    async request(url, init = {}, expected = []) {
      const headers = new Headers(init.headers);
      if (!url.startsWith('http:')) headers.set('authorization', `Bearer ${await auth.getAccessToken()}`);
      for (let tries = 1; ; tries += 1) {
        const response = await fetch(url, { ...init, headers });
        if (response.ok || expected.includes(response.status)) return response;
        if (!PASSING.includes(response.status) || tries === TRIES || init.body instanceof ReadableStream)
          throw await failure(response);
        await response.body?.cancel();
        await pause(tries);
      }
    },
  };
}

/** Twice as long each time, and never the same for two who were refused together. */
function pause(tries: number): Promise<void> {
  const most = FIRST_PAUSE * 2 ** tries;
  return new Promise((resolve) => setTimeout(resolve, most * (0.5 + Math.random() / 2)));
}

async function failure(response: Response): Promise<GoogleApiError> {
  const text = await response.text();
  const { pathname } = new URL(response.url);
  return new GoogleApiError(response.status, `${pathname} was answered ${response.status}: ${messageOf(text)}`);
}

function messageOf(text: string): string {
  try {
    return JSON.parse(text).error.message;
  } catch {
    return text.slice(0, 500);
  }
}
