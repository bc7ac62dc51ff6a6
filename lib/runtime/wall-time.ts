const DAY = 86_400_000;

// One formatter a zone: creating one costs a hundred times as much as using it.
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let found = formatters.get(timeZone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, found);
  }
  return found;
}

/**
 * Returns the local time of a zone at an instant, as the UTC instant whose clock shows the same. `2027-07-01T07:00Z` in
 * `Europe/Oslo` gives `2027-07-01T09:00Z`. Milliseconds are left out.
 */
export function wallTime(instant: Date, timeZone: string): Date {
  const shown = {} as Record<Intl.DateTimeFormatPartTypes, number>;
  for (const { type, value } of formatter(timeZone).formatToParts(instant)) shown[type] = Number(value);
  return new Date(Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute, shown.second));
}

/**
 * Returns the instants at which the clocks of a zone show `wall` (a result of `wallTime`), earliest first: usually one,
 * none where summer time begins, two where it ends.
 */
export function instantsAt(wall: Date, timeZone: string): Date[] {
  // The offset of the day before comes first: where a local time occurs twice, it belongs to the earlier instant.
  const offsets = new Set(
    [-DAY, DAY].map((shift) => {
      const near = new Date(wall.getTime() + shift);
      return wallTime(near, timeZone).getTime() - near.getTime();
    }),
  );
  return [...offsets]
    .map((offset) => new Date(wall.getTime() - offset))
    .filter((instant) => wallTime(instant, timeZone).getTime() === wall.getTime());
}
