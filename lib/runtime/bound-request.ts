import type { FunctionClient } from './clients.js';

type Given = Parameters<FunctionClient['fetch']>;

/**
 * Builds the request that a function client sends: path and query as given, always to the bound address. The given host
 * is dropped, since it may come from a caller: `//evil.example` is a path here, never a host.
 * @throws TypeError for an address that has no path, such as `data:`
 */
export function boundRequest(address: string, [input, init]: Given): Request {
  const asked = input instanceof Request ? new Request(input, init) : undefined;
  const { pathname, search } = addressOf(asked?.url ?? String(input));
  const url = new URL(address);
  const { origin } = url;
  url.pathname = pathname;
  url.search = search;
  if (url.origin !== origin) throw refusal(pathname);
  return new Request(url, asked ?? init);
}

/** Parses an address or a path. A path that starts with a slash keeps all its slashes. */
function addressOf(input: string): URL {
  const text = input.trimStart();
  const path = 'https://path.invalid';
  const url = new URL(/^[/\\]/.test(text) ? path + text : text, path);
  if (!/^https?:$/.test(url.protocol)) throw refusal(input);
  return url;
}

function refusal(input: string): TypeError {
  return new TypeError(
    `[tradewind:BOUND_ADDRESS] The client of a function cannot send ${input.slice(0, 200)} to the bound address. ` +
      'Fix: pass a path such as /orders/1, or an http or https URL.',
  );
}
