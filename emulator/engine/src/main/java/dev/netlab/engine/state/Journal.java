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
 * The list, kept in a file, of what a lab has created outside its own namespaces. Each entry is
 * handed to the kernel (one {@code write(2)}) before the object is created, so the death of the
 * process loses nothing. A power cut needs no extra care, since namespaces do not survive it
 * either.
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
   * The content of a journal.
   *
   * @param entries oldest first
   * @param damage lines that netlab did not write in this form, each as {@code FILE:LINE: content}
   */
  public record Content(List<JournalEntry> entries, List<String> damage) {
    public Content {
      entries = List.copyOf(entries);
      damage = List.copyOf(damage);
    }

    /**
     * Whether netlab wrote the file: at least one line is valid, or netlab had no time to write
     * any.
     */
    boolean isOurs() {
      return !entries.isEmpty() || damage.isEmpty();
    }

    public boolean isComplete() {
      return entries.contains(new JournalEntry.Complete());
    }

    /** The namespaces that were given names, or were about to be. */
    public List<JournalEntry.NamespaceName> namespaces() {
      return entries.stream()
          .filter(JournalEntry.NamespaceName.class::isInstance)
          .map(JournalEntry.NamespaceName.class::cast)
          .toList();
    }
  }

  /** Writes entries before the objects that they describe are created. */
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
   * Reads the whole journal. A last line that was cut off when the process died is not damage: the
   * object that it describes had not been created yet.
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

  /**
   * Empty if there is no such file. Bytes that are not UTF-8 become a character that no valid line
   * contains.
   */
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
