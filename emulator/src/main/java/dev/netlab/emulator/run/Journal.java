package dev.netlab.emulator.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The list, kept in a file, of what a lab has made outside its own namespaces. Each entry is in the
 * kernel's hands (one {@code write(2)}) before the thing is made, so the death of the process loses
 * nothing; a power cut needs no more care, since namespaces do not survive it either.
 */
public final class Journal {
  private final Path file;

  public Journal(Path file) {
    this.file = file;
  }

  /** Writes entries ahead of what they stand for. */
  public void append(Collection<? extends JournalEntry> entries) {
    String lines = entries.stream().map(e -> e.line() + "\n").collect(Collectors.joining());
    try {
      Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All entries, oldest first; a last line cut off by a death in the middle of it is left out. */
  public List<JournalEntry> entries() {
    try {
      String text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(JournalEntry::parse)
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isComplete() {
    return entries().contains(new JournalEntry.Complete());
  }
}
