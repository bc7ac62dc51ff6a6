import fc from 'fast-check';
import { ParseError } from '../lib/errors';
import { parseRoute, ROUTE_METHODS } from '../lib/routes';

function refusal(text: string): ParseError {
  try {
    parseRoute(text);
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
  throw new Error(`${text} was accepted`);
}

describe('routes', () => {
  test.each([
    ['GET /', 'GET', '/', [], 'GET /'],
    ['GET /orders', 'GET', '/orders', [], 'GET /orders'],
    ['GET /orders/{id}', 'GET', '/orders/{id}', ['id'], 'GET /orders/{}'],
    ['POST /{a}/x/{b_2}', 'POST', '/{a}/x/{b_2}', ['a', 'b_2'], 'POST /{}/x/{}'],
    ['ANY /files/{path+}', 'ANY', '/files/{path+}', ['path'], 'ANY /files/{+}'],
    ['ANY /{proxy+}', 'ANY', '/{proxy+}', ['proxy'], 'ANY /{+}'],
    ['GET /.well-known/v1.0_x', 'GET', '/.well-known/v1.0_x', [], 'GET /.well-known/v1.0_x'],
    ['POST /v3/events:batch', 'POST', '/v3/events:batch', [], 'POST /v3/events:batch'],
  ])('%s', (text, method, path, params, claim) => {
    expect(parseRoute(text)).toEqual({ method, path, params, key: text, claim, isDefault: false });
  });

  test('$default takes the rest', () => {
    expect(parseRoute('$default')).toEqual({
      method: 'ANY',
      path: '$default',
      params: [],
      key: '$default',
      claim: '$default',
      isDefault: true,
    });
  });

  test.each(ROUTE_METHODS)('%s is a method', (method) => {
    expect(parseRoute(`${method} /x`).method).toBe(method);
  });

  test('the names of parameters do not tell two routes apart; methods and greed do', () => {
    const claim = (text: string) => parseRoute(text).claim;
    expect(claim('GET /orders/{id}')).toBe(claim('GET /orders/{orderId}'));
    expect(claim('GET /orders/{id}')).not.toBe(claim('ANY /orders/{id}'));
    expect(claim('GET /orders/{id}')).not.toBe(claim('GET /orders/{id+}'));
    expect(claim('GET /orders/{id}')).not.toBe(claim('GET /orders/id'));
    expect(claim('GET /Orders')).not.toBe(claim('GET /orders'));
  });

  test.each([
    ['', 'GET /orders/{id}'],
    ['GET', 'GET /orders/{id}'],
    ['/orders', '`GET /orders`'],
    ['default', '`$default`'],
    ['$DEFAULT', '`$default`'],
    ['GET  /orders', '`GET /orders`'],
    [' GET /orders ', '`GET /orders`'],
    ['get /orders', '`GET /orders`'],
    ['* /orders', '`ANY /orders`'],
    ['ALL /orders', '`ANY /orders`'],
    ['TRACE /orders', '`ANY /orders`'],
    ['GET orders', '`GET /orders`'],
    ['GET /orders/', '`GET /orders`'],
    ['GET //', '`GET /`'],
    ['GET //orders///x/', '`GET /orders/x`'],
    ['GET /orders?page=1', '`GET /orders`'],
    ['GET /orders#top', '`GET /orders`'],
    ['GET /orders/:id', '`{id}`'],
    ['GET /orders/*', '`{path+}`'],
    ['GET /orders/{id', '`{name}`'],
    ['GET /orders/{}', '`{name}`'],
    ['GET /orders/{1}', '`{name}`'],
    ['GET /orders/{a-b}', '`{name}`'],
    ['GET /e{id}', '`{name}`'],
    ['GET /{id}.json', '`{name}`'],
    ['GET /{rest+}/x', '`{rest}`'],
    ['GET /{id}/{id}', 'a name of its own'],
    ['GET /{id}/{id+}', 'a name of its own'],
    ['GET /~user', 'a parameter'],
    ['GET /a%20b', 'a parameter'],
    ['GET /blåbær', 'a parameter'],
    ['GET /a/../b', 'without it'],
    ['GET /.', 'without it'],
  ])('%j is refused', (text, fix) => {
    expect(refusal(text)).toMatchObject({ code: 'ROUTE_SYNTAX', fix: expect.stringContaining(fix) });
  });

  // The service's own expression for one segment, from its error message, written again.
  const AWS_SEGMENT = /^(\{[\w.:-]+\+?\}|[a-zA-Z0-9.:_-]+)$/;
  const piece = fc.constantFrom(
    ...'GET ANY get / // orders {id} {id+} {x+} :id * . .. ? # $default ~ é %20 { }'.split(' '),
  );
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 8 }).map((pieces) => `GET /${pieces.join('/')}`),
    fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(' ')),
  );

  test('any text is a route that API Gateway takes, or refused by a ParseError', () => {
    fc.assert(
      fc.property(text, (input) => {
        try {
          const route = parseRoute(input);
          expect(route.key).toBe(input);
          if (route.isDefault || route.path === '/') return;
          const segments = route.path.slice(1).split('/');
          for (const segment of segments) expect(segment).toMatch(AWS_SEGMENT);
          expect(segments.slice(0, -1).join()).not.toContain('+');
          expect(parseRoute(route.key)).toEqual(route);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
          expect((error as ParseError).code).toBe('ROUTE_SYNTAX');
        }
      }),
      { numRuns: 3000 },
    );
  });
});
