import { setTimeout as sleep } from 'node:timers/promises';
import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { logs } from '../../deploy/account';

/** Milliseconds between two reads. */
const PAUSE = 250;

/** Content of log groups, as of a moment ago. */
export interface FollowedLogs {
  text(): string;
  stop(): Promise<void>;
}

/** Reads log groups again and again: CloudWatch Logs must be polled, and the suite reads the current lines at once. */
export function followLogs(groups: readonly string[]): FollowedLogs {
  const found = new Map<string, string>();
  let stopped = false;
  const following = (async () => {
    while (!stopped) {
      await Promise.all(groups.map(async (group) => found.set(group, await read(group))));
      await sleep(PAUSE);
    }
  })();
  return {
    text: () => [...found.values()].join('\n'),
    async stop() {
      stopped = true;
      await following;
    },
  };
}

async function read(logGroupName: string): Promise<string> {
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
  return events.map(({ message = '' }) => message).join('\n');
}
