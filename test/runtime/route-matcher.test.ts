import { routeMatcher } from '../../lib/runtime/route-matcher';

const match = routeMatcher([
  'ANY /{proxy+}',
  'GET /pets/{proxy+}',
  'GET /pets/dog/{id}',
  'GET /pets/dog/1',
  'POST /pets/dog/{dog}',
  'ANY /pets/cat/{cat}',
  'DELETE /pets/cat/{gone}',
]);

describe('the most specific route wins', () => {
  test.each([
    ['GET', '/pets/dog/1', {}],
    ['GET', '/pets/dog/2', { id: '2' }],
    ['POST', '/pets/dog/2', { dog: '2' }],
    ['GET', '/pets/cow/1', { proxy: 'cow/1' }],
    ['PUT', '/pets/dog/2', { proxy: 'pets/dog/2' }],
    ['GET', '/users', { proxy: 'users' }],
    ['DELETE', '/pets/cat/9', { gone: '9' }],
    ['PATCH', '/pets/cat/9', { cat: '9' }],
  ])('%s %s', (method, path, params) => {
    expect(match(method, path)).toEqual({ params });
  });

  test('whatever the order of the table', () => {
    const first = routeMatcher(['GET /a/{x}', 'GET /a/b', '$default']);
    const last = routeMatcher(['$default', 'GET /a/b', 'GET /a/{x}']);
    for (const find of [first, last]) {
      expect(find('GET', '/a/b')).toEqual({ params: {} });
      expect(find('GET', '/a/c')).toEqual({ params: { x: 'c' } });
      expect(find('GET', '/')).toEqual({ params: {} });
    }
  });
});

describe('parameters', () => {
  const find = routeMatcher(['GET /files/{name}', 'GET /tree/{path+}']);

  test.each([
    ['/files/a%2Fb', { name: 'a/b' }],
    ['/files/a+b', { name: 'a+b' }],
    ['/files/%C3%A6', { name: 'æ' }],
    ['/files/100%', { name: '100%' }],
    ['/files/%E0%A4%A', { name: '%E0%A4%A' }],
    ['/tree/a/b%20c/d', { path: 'a/b c/d' }],
  ])('%s is decoded once, and kept where it is malformed', (path, params) => {
    expect(find('GET', path)).toEqual({ params });
  });

  test.each(['/files/', '/files', '/files/a/b', '/tree/', '/tree'])('%s matches nothing', (path) => {
    expect(find('GET', path)).toEqual({ allow: [] });
  });

  test('a literal segment may be encoded', () => {
    expect(routeMatcher(['GET /blå'])('GET', '/bl%C3%A5')).toEqual({ params: {} });
  });
});

describe('methods', () => {
  const find = routeMatcher(['GET /a', 'POST /a', 'GET /b/{get}', 'HEAD /b/{head}', 'OPTIONS /c']);

  test('HEAD is answered by the route of GET', () => {
    expect(find('HEAD', '/a')).toEqual({ params: {} });
    expect(find('HEAD', '/b/1')).toEqual({ params: { head: '1' } });
  });

  test('another method returns the methods of the path', () => {
    expect(find('OPTIONS', '/a').allow?.toSorted()).toEqual(['GET', 'POST']);
    expect(find('OPTIONS', '/c')).toEqual({ params: {} });
    expect(find('OPTIONS', '/d')).toEqual({ allow: [] });
  });
});
