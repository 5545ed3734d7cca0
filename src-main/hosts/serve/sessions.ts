import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const secret = (): string => randomBytes(32).toString('base64url');

/** Compares without telling by its duration how much agreed. */
function equal(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

/** Who may come in: whoever presents the one-time token once gets a session, which lives as long as the server. */
export class Sessions {
  #token: string | undefined = secret();
  readonly #open = new Set<string>();

  constructor(private readonly cookieName: string) {}

  /** To be put in the link. */
  get token(): string {
    return this.#token ?? '';
  }

  /** The Set-Cookie header of a new session, if the token is right and has not been used. */
  exchange(token: string): string | undefined {
    if (this.#token === undefined || !equal(token, this.#token)) return undefined;
    this.#token = undefined;
    const session = secret();
    this.#open.add(session);
    return `${this.cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Does a Cookie header hold an open session? */
  admits(cookies: string | undefined): boolean {
    const values = (cookies ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter((pair) => pair.startsWith(`${this.cookieName}=`))
      .map((pair) => pair.slice(this.cookieName.length + 1));
    return values.some((value) => [...this.#open].some((session) => equal(session, value)));
  }
}
