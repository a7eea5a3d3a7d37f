package dev.netlab.engine.state;

import dev.netlab.lab.LabName;
import dev.netlab.lab.PrintableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The list, kept in a file, of what a lab has made outside its own namespaces. Each entry is in the
 * kernel's hands (one {@code write(2)}) before the thing is made, so the death of the process loses
 * nothing; a power cut needs no more care, since namespaces do not survive it either.
 */
public final class Journal {
  private static final Set<StandardOpenOption> APPEND =
      EnumSet.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.WRITE);

  private final Path file;
  private final LabName lab;

  public Journal(Path file, LabName lab) {
    this.file = file;
    this.lab = lab;
  }

  /**
   * What a journal says.
   *
   * @param entries oldest first
   * @param damage lines that netlab did not write so, each as {@code FILE:LINE: what is there}
   */
  public record Content(List<JournalEntry> entries, List<String> damage) {
    public Content {
      entries = List.copyOf(entries);
      damage = List.copyOf(damage);
    }

    /** Whether a netlab wrote it: at least one line is good, or there was no time for any. */
    boolean isOurs() {
      return !entries.isEmpty() || damage.isEmpty();
    }

    public boolean isComplete() {
      return entries.contains(new JournalEntry.Complete());
    }

    /** The namespaces to which names were given, or were about to be. */
    public List<JournalEntry.NamespaceName> namespaces() {
      return entries.stream()
          .filter(JournalEntry.NamespaceName.class::isInstance)
          .map(JournalEntry.NamespaceName.class::cast)
          .toList();
    }
  }

  /** Writes entries ahead of what they stand for. */
  public void append(Collection<? extends JournalEntry> entries) {
    String lines = entries.stream().map(e -> e.line() + "\n").collect(Collectors.joining());
    try (var out = Files.newByteChannel(file, APPEND, Ownership.PRIVATE_FILE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines);
      while (bytes.hasRemaining()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("write " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * All of it. A last line cut off by a death in the middle of it is no damage: what it stands for
   * was not made yet.
   */
  public Content read() {
    List<JournalEntry> entries = new ArrayList<>();
    List<String> damage = new ArrayList<>();
    String text = text();
    int number = 0;
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      number++;
      Optional<JournalEntry> entry = JournalEntry.parse(lab, line);
      entry.ifPresent(entries::add);
      if (entry.isEmpty()) {
        damage.add(
            "%s:%d: not a line of netlab's: '%s'"
                .formatted(file, number, PrintableText.beginning(line)));
      }
    }
    return new Content(entries, damage);
  }

  /** Empty where there is no such file; bytes that are not UTF-8 become such as no line has. */
  private String text() {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (NoSuchFileException none) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file + ": " + e.getMessage(), e);
    }
  }

  /** All entries, oldest first. */
  public List<JournalEntry> entries() {
    return read().entries();
  }

  public boolean isComplete() {
    return read().isComplete();
  }
}
