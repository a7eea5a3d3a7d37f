package dev.netlab.lab;

import java.util.Comparator;

/**
 * A place in a lab file.
 *
 * @param file the path of the file as given, including its folder
 * @param line from 1; 0 for the file as a whole
 * @param column from 1, in characters; 0 for the line as a whole
 */
public record Location(String file, int line, int column) implements Comparable<Location> {
  private static final Comparator<Location> ORDER =
      Comparator.comparing(Location::file)
          .thenComparingInt(Location::line)
          .thenComparingInt(Location::column);

  /** The file as a whole. */
  public static Location of(String file) {
    return new Location(file, 0, 0);
  }

  @Override
  public int compareTo(Location other) {
    return ORDER.compare(this, other);
  }

  /** The file's name without its folder, for readers who know the lab. */
  public String fileName() {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  /** {@code labs/liqo/lab.yaml:31:9}, as editors open it; unknown parts are left out. */
  public String inFull() {
    return of(file, line, column);
  }

  /** {@code lab.yaml:31:9}, without the folder. */
  @Override
  public String toString() {
    return of(fileName(), line, column);
  }

  private static String of(String file, int line, int column) {
    String shown = PrintableText.of(file);
    return line == 0 ? shown : shown + ":" + line + (column == 0 ? "" : ":" + column);
  }
}
