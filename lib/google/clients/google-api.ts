import { GoogleAuth } from 'google-auth-library';

/** Options of a request: those of `fetch`, with a token of the function's identity. */
export interface GoogleApi {
  /** Source of tokens. It finds the identity by itself, also on a developer's machine. */
  readonly auth: GoogleAuth;
  /** Sends a request to a Google API. Returns successful responses and those with a listed status; throws on others. */
  request(url: string, init?: RequestInit, expected?: readonly number[]): Promise<Response>;
}

/** Thrown for an error response of a Google API. */
export class GoogleApiError extends Error {
  override readonly name = 'GoogleApiError';

  constructor(
    /** HTTP status. */
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
/** Statuses that may be temporary: too many requests, and server errors. */
const PASSING = [429, 500, 502, 503, 504];
const TRIES = 4;
const FIRST_PAUSE = 100;

// One for all clients: it holds the token.
let shared: GoogleApi | undefined;

/** Sends requests to Google APIs. Emulators, recognized by a URL without TLS, receive no token. */
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

/** Doubles the wait each time, with a random part, so that callers that were refused together retry at different times. */
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
