import { ParseError } from '../errors';

// Only area names and UTC: `EST` and `CET` are fixed offsets on one machine and follow a city's summer time on another.
const ZONE_NAME = /^(?:UTC|[A-Z][A-Za-z]*(?:\/[A-Z][A-Za-z0-9_+-]*)+)$/;

/**
 * Checks the name of a time zone: `UTC`, or an area of the IANA data base such as `Europe/Oslo`. Abbreviations (`CET`),
 * offsets (`+01:00`) and other spellings (`europe/oslo`, `America/New_york`) are refused: providers compare names
 * letter by letter.
 *
 * @returns the name, unchanged
 * @throws ParseError CRON_ZONE
 * @see https://www.iana.org/time-zones
 */
export function checkTimeZone(name: string): string {
  const known = typeof name === 'string' ? canonicalName(name) : undefined;
  if (known !== undefined && ZONE_NAME.test(name) && spelling(name, known) === name) return name;
  const meant =
    known !== undefined && ZONE_NAME.test(known) ? (name.includes('/') ? spelling(name, known) : known) : 'Europe/Oslo';
  throw new ParseError(
    'CRON_ZONE',
    `names the time zone ${JSON.stringify(name)}, which is not an IANA zone (\`Area/City\` or \`UTC\`); abbreviations and offsets have no summer time`,
    `write the zone as an area, such as \`${meant}\`, or \`UTC\``,
  );
}

/** Parts of names that are not written with one initial capital. */
const UNUSUAL = [
  'DumontDUrville',
  'McMurdo',
  'DeNoronha',
  'EasterIsland',
  'BajaNorte',
  'BajaSur',
  'ComodRivadavia',
  'IN',
  'GMT',
  'UTC',
  'UCT',
  'GB',
  'US',
  'NSW',
  'ACT',
  'LHI',
  'au',
  'of',
  'es',
];

/**
 * Returns the spelling of a name in the IANA data base. `Intl` gives it for the names that it resolves to themselves.
 * For older names, which it resolves to newer ones (`Asia/Calcutta` and `Asia/Kolkata`), each word begins with a
 * capital.
 */
function spelling(name: string, known: string): string {
  if (name.toLowerCase() === known.toLowerCase()) return known;
  return name.replace(/[A-Za-z]+/g, (word) => {
    const unusual = UNUSUAL.find((part) => part.toLowerCase() === word.toLowerCase());
    return unusual ?? `${word.charAt(0).toUpperCase()}${word.slice(1).toLowerCase()}`;
  });
}

function canonicalName(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
