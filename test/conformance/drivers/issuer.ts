import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { generate } from 'selfsigned';

/** Signer of the callers' tokens. */
export interface Issuer {
  readonly url: string;
  /** Signs claims. A token expires in an hour, unless its claims set another time. */
  sign(claims: JWTPayload): Promise<string>;
  stop(): Promise<void>;
}

const HEADER = { alg: 'RS256', kid: 'key-1' };

/**
 * Starts an issuer that is found by OpenID Connect discovery. Runtimes that are started afterwards trust its
 * certificate.
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html
 */
export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const keys = [{ ...(await exportJWK(publicKey)), ...HEADER, use: 'sig' }];
  const altNames = [{ type: 7, ip: '127.0.0.1' }] as const;
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [...altNames] },
    ],
  });
  const server = createServer({ key, cert }, (request, response) => {
    const documents: Record<string, object> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}keys` },
      '/keys': { keys },
    };
    const found = documents[request.url!];
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const trusted = trust(cert);
  return {
    url,
    sign: (claims) => new SignJWT({ iss: url, exp: inAnHour(), ...claims }).setProtectedHeader(HEADER).sign(privateKey),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      trusted.end();
    },
  };
}

function inAnHour(): number {
  return Math.floor(Date.now() / 1000) + 3600;
}

/** Node.js, and its child processes, read further certificates from a file that the environment names. */
function trust(certificate: string): { end(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-issuer-'));
  const file = path.join(folder, 'certificate.pem');
  writeFileSync(file, certificate);
  process.env.NODE_EXTRA_CA_CERTS = file;
  return {
    end() {
      delete process.env.NODE_EXTRA_CA_CERTS;
      rmSync(folder, { recursive: true });
    },
  };
}
