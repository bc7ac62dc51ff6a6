import type { Handler } from 'tradewind/runtime';

/** Returns the time of a place: `GET /time/Europe/Oslo`. */
export default {
  fetch(_request, env, ctx) {
    const timeZone = ctx.params.zone ?? 'UTC';
    try {
      const time = new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'long' }).format();
      return Response.json({ greeting: env.GREETING, timeZone, time, told: `by ${ctx.provider}` });
    } catch {
      return Response.json({ message: `There is no time zone ${timeZone}` }, { status: 404 });
    }
  },
} satisfies Handler;
