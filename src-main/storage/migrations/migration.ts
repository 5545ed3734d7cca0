/** One step of the workspace's schema. Once released it never changes; the next change is the next number. */
export interface Migration {
  /** The schema's version afterwards. */
  readonly version: number;
  readonly summary: string;
  readonly sql: string;
}
