package org.ledplatform.sandbox.storage;

/** One write of a {@link SandboxStorage#commit batch}. */
public sealed interface Write {

  /** The table it goes to. */
  Table table();

  /** The name of the record within the table. */
  String name();

  /** Writes a record, replacing what was there. The array is handed over, not copied. */
  record Put(Table table, String name, byte[] value) implements Write {}

  /** Removes a record; no error when it is absent. */
  record Remove(Table table, String name) implements Write {}
}
