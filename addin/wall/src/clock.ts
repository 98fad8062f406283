/** The branch's time, run on from when the server told it; `days`: midnights since then. */
export function branchTime(asOf: string, received: number, now: number): { time: string; minutes: number; days: number } {
  const [hours = 0, minutes = 0] = asOf.split(":").map(Number);
  const all = hours * 60 + minutes + Math.floor(Math.max(0, now - received) / 60_000);
  const two = (n: number): string => String(n).padStart(2, "0");
  return { time: `${two(Math.floor(all / 60) % 24)}:${two(all % 60)}`, minutes: all % (24 * 60), days: Math.floor(all / (24 * 60)) };
}

/** Minutes and seconds that are left, m:ss. */
export function left(ms: number): string {
  const all = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(all / 60)}:${String(all % 60).padStart(2, "0")}`;
}

/**
 * Whether the page is loaded anew now: once a night, at a minute from 02:00 to 03:59 of its own so that not all screens come at once.
 * A page younger than three hours was loaded this very night. `now`: minutes since the branch's midnight.
 */
export function reloads(now: number, ageMs: number, minute: number): boolean {
  const since = now - 120;
  return since >= minute && since < 120 && ageMs >= 3 * 60 * 60 * 1000;
}
