package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import dev.netlab.lab.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All problems found so far. Reading continues after a problem, so that all are reported at once.
 */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(Location at, String message) {
    found.add(new Problem(at, message));
  }

  void add(Problem problem) {
    found.add(problem);
  }

  /** The number of problems. What was read between two equal counts is valid. */
  int count() {
    return found.size();
  }

  /** Rejects the file if any problem was found. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new LabFileException(
          found.stream().distinct().sorted(Comparator.comparing(Problem::at)).toList());
    }
  }
}
