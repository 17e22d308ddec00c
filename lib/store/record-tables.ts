/** Where records are kept, as an interface: a database in the browser, memory in tests. */

/** A table of records that carry their own `id`. What comes back is unknown until it is checked. */
export interface RecordTable {
  get(id: string): Promise<unknown>;
  getAll(): Promise<unknown[]>;
  put(record: { id: string }): Promise<void>;
  delete(id: string): Promise<void>;
}

export interface RecordTables {
  /** What a list of songs shows. */
  songs: RecordTable;
  /** What the page of one song and a remix of it need besides. */
  songDetails: RecordTable;
  remixes: RecordTable;
}
