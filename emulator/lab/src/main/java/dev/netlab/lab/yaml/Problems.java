package dev.netlab.lab.yaml;

import dev.netlab.lab.Location;
import dev.netlab.lab.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Everything found wrong so far: reading goes on, so that all of it is said at once. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void add(Location at, String message) {
    found.add(new Problem(at, message));
  }

  void add(Problem problem) {
    found.add(problem);
  }

  /** How many there are: what was read between two equal counts is whole. */
  int count() {
    return found.size();
  }

  /** Refuses the file if anything was found. */
  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new LabFileException(
          found.stream().distinct().sorted(Comparator.comparing(Problem::at)).toList());
    }
  }
}
