package dev.netlab.emulator.cli;

/** How a verb prints its data. */
enum Format {
  TEXT,
  JSON
}
