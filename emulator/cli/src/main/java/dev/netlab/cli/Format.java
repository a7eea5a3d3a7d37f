package dev.netlab.cli;

/** How a verb prints its data. */
enum Format {
  TEXT,
  JSON
}
