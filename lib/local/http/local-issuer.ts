import { exportJWK, generateKeyPair, type JWTVerifyGetKey, SignJWT } from 'jose';
import type { Claims } from '../../runtime/types';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

/** Claims that decide who accepts a token, and how long it holds. */
export interface TokenRules {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly scopes?: readonly string[];
}

/** Issues tokens in the place of every issuer that the app names. Each engine has a new key. */
export class LocalIssuer {
  private pair?: Promise<KeyPair>;

  /** Finds the key of any token: a token of another issuer does not match it. */
  readonly keys: JWTVerifyGetKey = async () => (await this.keyPair()).publicKey as never;

  /** A token with claims. Those of `rules` hold unless `claims` says otherwise. */
  async token(claims: Claims, { issuer, audience, scopes = [] }: TokenRules): Promise<string> {
    const { privateKey } = await this.keyPair();
    const now = Math.floor(Date.now() / 1000);
    const whole = {
      iss: issuer,
      aud: audience[0],
      sub: 'local',
      iat: now,
      exp: now + 3600,
      ...(scopes.length > 0 && { scope: scopes.join(' ') }),
      ...claims,
    };
    return new SignJWT(whole).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
  }

  /** The public key, as a key set shows it. */
  async jwk(): Promise<object> {
    return exportJWK((await this.keyPair()).publicKey);
  }

  private keyPair(): Promise<KeyPair> {
    this.pair ??= generateKeyPair('ES256');
    return this.pair;
  }
}
