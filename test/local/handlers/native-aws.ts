import type { HttpEvent, SqsEvent } from 'tradewind/testing';

/** A function of Lambda's own kind, which answers with what it was given. */
export const handler = async (event: HttpEvent & SqsEvent & { time?: string }, context: { awsRequestId: string }) => {
  if (event.Records !== undefined) {
    const failed = event.Records.filter(({ body }) => body.includes('bad'));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }
  if (event.requestContext === undefined) return event;
  const { rawPath, pathParameters, headers, cookies, body, isBase64Encoded, routeKey } =
    event as unknown as HttpEvent & { routeKey: string };
  return {
    statusCode: 201,
    headers: { 'content-type': 'application/json', 'x-id': context.awsRequestId },
    cookies: ['a=1', 'b=2'],
    body: JSON.stringify({
      rawPath,
      pathParameters,
      agent: headers['x-agent'],
      cookies,
      body,
      isBase64Encoded,
      routeKey,
    }),
  };
};
