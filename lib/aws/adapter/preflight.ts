/**
 * Answers preflight requests before the code of the user runs, if the API has a CORS policy. API Gateway adds the
 * headers of the policy, and browsers require a successful status. If the route for `OPTIONS` bypasses an authorizer,
 * every such request is answered here: none may reach the code of the user without credentials.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function answerPreflight({ method, headers }: Request): Response | undefined {
  const answered = process.env.TRADEWIND_PREFLIGHT;
  if (answered === undefined || method !== 'OPTIONS') return undefined;
  const isPreflight = headers.has('origin') && headers.has('access-control-request-method');
  return answered === 'any' || isPreflight ? new Response(null, { status: 204 }) : undefined;
}
