/** A moment (ISO 8601) by the user's own clock, to the minute or to the second: today's as a time, others with their date. */
export function formatMoment(iso: string, now: Date = new Date(), to: 'minute' | 'second' = 'minute'): string {
  const moment = new Date(iso);
  const time = moment.toLocaleTimeString('en-GB', { timeStyle: to === 'minute' ? 'short' : 'medium' });
  if (moment.toDateString() === now.toDateString()) return time;
  const year = moment.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' as const };
  return `${moment.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', ...year })}, ${time}`;
}
