/** Where records are kept, as an interface: a database in the browser, memory in tests. */

/** A table of records that carry their own `id`. What comes back is unknown until it is checked. */
export interface RecordTable {
  get(id: string): Promise<unknown>;
  getAll(): Promise<unknown[]>;
  put(record: { id: string }): Promise<void>;
  /** All of them or none. */
  putAll(records: readonly { id: string }[]): Promise<void>;
  /**
   * Reads and writes in one step, so that no other tab's change falls between and is lost.
   * @param change gets undefined where there is no such record; null leaves it as it is
   */
  update(id: string, change: (record: unknown) => { id: string } | null): Promise<void>;
  delete(id: string): Promise<void>;
}

export interface RecordTables {
  /** What a list of songs shows. */
  songs: RecordTable;
  /** What the page of one song and a remix of it need besides. */
  songDetails: RecordTable;
  remixes: RecordTable;
  /** What was asked for, which plans were made, how they were scored and which was chosen. */
  requests: RecordTable;
  /** Listening tests: their protocol, written down before the first pair, and how far they got. */
  labelSessions: RecordTable;
  /** What a rater answered, a record a pair. */
  labels: RecordTable;
  /** Every training of the ranker with its data, its model and what came of it. */
  trainingRuns: RecordTable;
  /** How choosing by taste fares. */
  taste: RecordTable;
  /** Songs that the server is at work on. */
  sentSongs: RecordTable;
  /**
   * As {@link RecordTable.update} for the records of one name in several tables: all of them or none.
   * @param change null leaves all of them as they are
   */
  updateTogether<T extends TableName>(
    names: readonly T[],
    id: string,
    change: (records: Record<T, unknown>) => Record<T, { id: string }> | null,
  ): Promise<void>;
}

export type TableName = Exclude<keyof RecordTables, 'updateTogether'>;
